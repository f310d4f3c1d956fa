# The product in one image: `manage.py run --only-serve` is the web server, `celery -A ecompm worker` and `beat` the rest.
# Build: docker build -t ecompm .     Run: see docker-compose.yml and docs/guides/operations.md.

FROM python:3.12-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/ecompm

COPY requirements-uv.txt requirements-extras.txt ./
RUN python -m venv /tmp/uv && /tmp/uv/bin/pip install --require-hashes -r requirements-uv.txt \
    && python -m venv --without-pip /venv \
    && /tmp/uv/bin/uv pip sync --no-cache --compile-bytecode --python /venv/bin/python --require-hashes requirements-extras.txt

COPY . .
# Static files get hashed names. The key lives for this command only and is in no layer.
RUN ECOMPM_VAR=/tmp/var STATIC_ROOT=/srv/ecompm/staticfiles ECOMPM_ENV=production ALLOWED_HOSTS=localhost \
    BASE_URL=https://localhost SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    sh -c '/venv/bin/python manage.py compile_translations && /venv/bin/python manage.py collectstatic --noinput' \
    && /venv/bin/python -m compileall -q .

FROM python:3.12-slim-bookworm
# What WeasyPrint loads to make a PDF.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 ecompm \
    && useradd --uid 10001 --gid 10001 --shell /usr/sbin/nologin --home-dir /var/lib/ecompm --create-home ecompm
COPY --from=build /venv /venv
COPY --from=build /srv/ecompm /srv/ecompm
WORKDIR /srv/ecompm

ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ECOMPM_ENV=production ECOMPM_VAR=/var/lib/ecompm STATIC_ROOT=/srv/ecompm/staticfiles HOST=0.0.0.0 PORT=8000
USER ecompm
VOLUME /var/lib/ecompm
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "scripts/probe.py", "/healthz"]
STOPSIGNAL SIGTERM
CMD ["python", "manage.py", "run", "--only-serve"]
