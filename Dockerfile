# 有据 · Youju. Build and run (see README):
#   docker build -t youju .
#   docker run --read-only --tmpfs /tmp -v youju:/var/lib/youju -p 127.0.0.1:8000:8000 youju
# On Linux pip's default torch brings several GB of CUDA; name a CPU build:
#   docker build --build-arg TORCH_ARGS="torch==2.13.0 --index-url <CPU wheels>" -t youju .
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
ARG TORCH_ARGS="torch==2.13.0"
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/youju
# torch first and pinned, so that nothing else pulls a build with CUDA.
COPY constraints.txt ./
RUN /opt/youju/bin/pip install -c constraints.txt ${TORCH_ARGS}
COPY pyproject.toml README.md LICENSE ./
COPY embeddings ./embeddings
COPY rag ./rag
COPY api ./api
COPY eval ./eval
RUN /opt/youju/bin/pip install -c constraints.txt .

FROM python:${PYTHON}-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin youju \
    && install -d -o youju -g youju /var/lib/youju
COPY --from=build /opt/youju /opt/youju
# Inside a container 0.0.0.0 is the container's own network; who is answered is YOUJU_HOSTS.
ENV PATH=/opt/youju/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    YOUJU_HOST=0.0.0.0 \
    YOUJU_PORT=8000 \
    YOUJU_INDEX=/var/lib/youju/index
# All that is ever written: the index, and the feedback beside it. Everything else may be read-only.
VOLUME ["/var/lib/youju"]
WORKDIR /var/lib/youju
USER 10001:10001
EXPOSE 8000
# The first start builds the index of the shipped text.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["python", "-m", "api.health_check"]
CMD ["youju", "serve"]
