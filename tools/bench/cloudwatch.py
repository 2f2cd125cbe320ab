"""A CloudWatch for one measurement: it takes log lines and metrics, and counts the calls."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GROUP = "bench"


class CloudWatch(ThreadingHTTPServer):
    """Logs and metrics on a port of the loopback address, for the duration of a with block."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Exchange)
        self.calls = 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def variables(self):
        """Return what a process must have to find it."""
        address = f"http://127.0.0.1:{self.server_port}"
        return {"AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": address, "AWS_ENDPOINT_URL_CLOUDWATCH": address}


class Exchange(BaseHTTPRequestHandler):
    """One connection of a provider."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self):
        """Take a call: logs come as JSON with a target, metrics as a form."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls += 1
        operation = self.headers.get("X-Amz-Target")
        if operation is None:
            answer = b'<PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"/>'
        else:
            answer = b'{"logGroups": []}' if ".Describe" in operation else b"{}"
        self.send_response_only(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """Say nothing."""
