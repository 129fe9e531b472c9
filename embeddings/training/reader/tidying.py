"""The exported graph without work that changes nothing.

The exporter knows few sizes, so that it cuts what attention needs out of one product by slices
whose edges it computes anew in each layer, and it asks whether any of a row is true by adding
whole numbers of 64 bits. The graph that comes out gives the same numbers to the bit: what is told
of the types of its values stays, as onnxruntime chooses by it what to fuse.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnx import AttributeProto, GraphProto, ModelProto, NodeProto

_PARTS = 3
"""Query, key and value, side by side in one product."""


def write_tidied(source: Path, target: Path) -> None:
    """Tidy the graph of one file into another; the same bytes each time."""
    import onnx

    model = onnx.load(source)
    tidy(model)
    target.write_bytes(model.SerializeToString(deterministic=True))


def tidy(model: "ModelProto") -> None:
    """Put plainer operators in place, and leave out what nothing needs any more.

    Done to a graph that was tidied already, this changes nothing.
    """
    graph = model.graph
    for number, (whole, slices) in enumerate(_cut_in_three(graph)):
        _split(graph, number, whole, slices)
    for node in list(graph.node):
        if node.op_type == "ReduceSum":
            _add_floats(graph, node)
    _prune(graph)


def _cut_in_three(graph: "GraphProto") -> "Iterator[tuple[str, list[NodeProto]]]":
    """What is cut into query, key and value, with the slices that do it, in their order."""
    cut: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "Slice":
            cut.setdefault(node.input[0], []).append(node)
    attended = {name for node in graph.node for name in _attends(node)}
    for whole, slices in cut.items():
        if len(slices) == _PARTS and attended & {node.output[0] for node in slices}:
            yield whole, slices


def _attends(node: "NodeProto") -> list[str]:
    return list(node.input) if node.op_type == "MultiHeadAttention" else []


def _split(graph: "GraphProto", number: int, whole: str, slices: "list[NodeProto]") -> None:
    """One operator in the place of three slices."""
    from onnx import helper

    outputs = [node.output[0] for node in slices]
    made = helper.make_node(
        "Split", [whole], outputs, f"/Split_{number}", axis=-1, num_outputs=_PARTS
    )
    at = min(list(graph.node).index(node) for node in slices)
    for node in slices:
        graph.node.remove(node)
    graph.node.insert(at, made)


def _add_floats(graph: "GraphProto", added: "NodeProto") -> None:
    """A sum of what is 0 or 1 as floats, where it is only asked whether there is any.

    As long as a row is, floats count it exactly, and many of them are added at once.
    """
    from onnx import TensorProto, helper, numpy_helper

    makers = {name: node for node in graph.node for name in node.output}
    cast = makers.get(added.input[0])
    asking = [node for node in graph.node if added.output[0] in node.input]
    if cast is None or cast.op_type != "Cast" or [node.op_type for node in asking] != ["Greater"]:
        return
    if added.output[0] in [one.name for one in graph.output]:
        return
    to = _attribute(cast, "to")
    if to.i != TensorProto.INT64 or sum(cast.output[0] in node.input for node in graph.node) != 1:
        return
    to.i = TensorProto.FLOAT
    changed = {cast.output[0], added.output[0]}
    _keep_types(graph, {one.name for one in graph.value_info} - changed)
    name = f"{asking[0].name}_least"
    least = numpy_helper.to_array(_attribute(makers[asking[0].input[1]], "value").t)
    graph.initializer.append(helper.make_tensor(name, TensorProto.FLOAT, [], [float(least)]))
    asking[0].input[1] = name


def _attribute(node: "NodeProto", name: str) -> "AttributeProto":
    found: AttributeProto = next(one for one in node.attribute if one.name == name)
    return found


def _prune(graph: "GraphProto") -> None:
    """Leave out every operator whose results nobody takes."""
    needed = {one.name for one in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    made = {name for node in kept for name in node.output}
    _keep_types(graph, made)


def _keep_types(graph: "GraphProto", names: set[str]) -> None:
    """Leave out what is said of the type of any other value."""
    told = [one for one in graph.value_info if one.name in names]
    del graph.value_info[:]
    graph.value_info.extend(told)
