"""How the shipped reader was made: open data -> network -> ONNX, one command a stage."""
