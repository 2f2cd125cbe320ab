# The emulator in a container: make dist && docker build -t connect-local . && docker run --rm -p 127.0.0.1:4566:4566 connect-local
FROM eclipse-temurin:17-jre-noble

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/connect-local connect-local
WORKDIR /opt/connect-local
COPY --chown=connect-local LICENSE NOTICE dist/connect-local.jar dist/connect-local.cdx.json ./

USER connect-local
# Other containers call it by names: say which with --allow-host.
# Archives of classes would be made by each container for later starts, which have another container.
ENV CONNECT_LOCAL_HOST=0.0.0.0 CONNECT_LOCAL_PORT=4566 CONNECT_LOCAL_LAMBDA_PORT=0 EMULATOR_ARCHIVES=no
# Unpacks itself into the home, so that every start finds that done.
RUN ["java", "-jar", "connect-local.jar", "--version"]

EXPOSE 4566
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["java", "-jar", "connect-local.jar", "health"]
ENTRYPOINT ["java", "-jar", "connect-local.jar"]
