"""The exported graph of the reader, before and after tidying: other operators, the same numbers."""

from collections import Counter

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from embeddings.reading.files import NETWORK
from embeddings.reading.reader import SHIPPED
from embeddings.training.reader.tidying import tidy

WIDTH = 8


def constant(name: str, value: object) -> NodeProto:
    """An operator that gives a value, as the exporter writes it."""
    return helper.make_node(
        "Constant", [], [name], value=numpy_helper.from_array(np.array(value, np.int64), name)
    )


def model(*, counted: bool = False) -> ModelProto:
    """Attention over slices of one product, and whether any of a row is above 1.

    ``counted`` gives out how many are, too.
    """
    nodes = [
        constant("last", [2]),
        helper.make_node("Shape", ["x"], ["shape"]),
        helper.make_node("Gather", ["shape", "last"], ["whole"]),
        constant("three", [3]),
        helper.make_node("Div", ["whole", "three"], ["part"]),
    ]
    for at, name in enumerate(("query", "key", "value")):
        nodes += [
            constant(f"{name}.at", [at]),
            constant(f"{name}.next", [at + 1]),
            helper.make_node("Mul", ["part", f"{name}.at"], [f"{name}.first"]),
            helper.make_node("Mul", ["part", f"{name}.next"], [f"{name}.end"]),
            helper.make_node("Slice", ["x", f"{name}.first", f"{name}.end", "last"], [name]),
        ]
    nodes += [
        helper.make_node(
            "MultiHeadAttention",
            ["query", "key", "value"],
            ["held"],
            domain="com.microsoft",
            num_heads=2,
        ),
        helper.make_node("Greater", ["x", "one"], ["above"]),
        helper.make_node("Cast", ["above"], ["flags"], "cast", to=TensorProto.INT64),
        helper.make_node("ReduceSum", ["flags", "last"], ["count"], keepdims=0),
        constant("none", 0),
        helper.make_node("Greater", ["count", "none"], ["any"], "is_any"),
    ]
    floats, outputs = TensorProto.FLOAT, [("held", TensorProto.FLOAT), ("any", TensorProto.BOOL)]
    outputs += [("count", TensorProto.INT64)] if counted else []
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("x", floats, [1, "length", 3 * WIDTH])],
        [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs],
        [helper.make_tensor("one", floats, [], [1.0])],
    )
    domains = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=10)


def run(made: ModelProto) -> list[NDArray[np.float32]]:
    """All outputs for one input."""
    x = np.random.default_rng(3).normal(0, 0.6, (1, 5, 3 * WIDTH)).astype(np.float32)
    x[0, 2] = 0.5  # no number of this row is above 1
    session = onnxruntime.InferenceSession(
        made.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    outputs: list[NDArray[np.float32]] = session.run(None, {"x": x})
    return outputs


def operators(made: ModelProto) -> Counter[str]:
    """How many there are of each operator."""
    return Counter(node.op_type for node in made.graph.node)


def test_a_tidied_graph_gives_the_same_with_fewer_operators() -> None:
    made = model()
    before = run(made)
    tidy(made)
    after = run(made)
    assert np.array_equal(before[0], after[0])
    assert before[1].tolist() == after[1].tolist()
    assert before[1][0, 2] != before[1][0, 0]  # there is something to tell apart
    told = operators(made)
    assert told["Split"] == 1
    assert not told.keys() & {"Slice", "Shape", "Div", "Mul"}
    cast = next(node for node in made.graph.node if node.op_type == "Cast")
    assert cast.attribute[0].i == TensorProto.FLOAT


def test_what_is_really_counted_stays_whole() -> None:
    made = model(counted=True)
    before = run(made)
    tidy(made)
    assert [one.dtype for one in run(made)] == [one.dtype for one in before]
    assert run(made)[2].tolist() == before[2].tolist()


def test_the_shipped_graph_is_tidy() -> None:
    made = onnx.load(SHIPPED / NETWORK)
    told = operators(made)
    assert told["Split"] == told["MultiHeadAttention"] == 6
    before = made.SerializeToString(deterministic=True)
    tidy(made)
    assert made.SerializeToString(deterministic=True) == before
