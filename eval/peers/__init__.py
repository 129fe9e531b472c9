"""Other people's retrieval beside Youju's: same run, same text, same questions, same encoder.

Each peer is one small file that runs as a process of its own, in an environment of its own
(``make peers``), and speaks JSON lines with ``eval.peers.run``; nothing here is imported by the
service, and nothing of a peer by the evaluation. Each has the ordinary defaults of its package;
where a default cannot work for Chinese text or without a network, its file says what stands in
its place.
"""
