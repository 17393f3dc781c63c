# One image for the bot and the workers; its command says which of the two a container is.
FROM python:3.12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 oneiro \
    && install -d -o oneiro /app /data
USER oneiro
WORKDIR /app

# TORCH_INDEX_URL takes torch and torchvision from another index: a CPU-only pair is far smaller.
ARG TORCH_INDEX_URL=
COPY --chown=oneiro pyproject.toml Makefile README.md LICENSE NOTICE ./
COPY --chown=oneiro engine engine
COPY --chown=oneiro bot bot
RUN make install PYTHON=python3 TORCH_INDEX_URL=${TORCH_INDEX_URL} \
    && .venv/bin/python -m pip install --no-cache-dir -e ".[s3]"

ENV PATH=/app/.venv/bin:$PATH ONEIRO_DATA_DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
CMD ["oneiro", "bot"]
