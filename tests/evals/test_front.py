"""A front before servers of which one may be gone."""

from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.request import urlopen

from evals.benchmarks.front import front
from evals.ports import free_port


class _Named(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = str(self.connection.getsockname()[1]).encode() * 50_000
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return None


def test_connections_go_to_each_in_turn_and_to_none_that_is_gone() -> None:
    ports = [free_port(), free_port()]
    servers = [HTTPServer(("127.0.0.1", port), _Named) for port in ports]
    threads = [Thread(target=server.serve_forever) for server in servers]
    for thread in threads:
        thread.start()

    def asked(port: int) -> Counter[int]:
        said = []
        for _ in range(6):
            with urlopen(f"http://127.0.0.1:{port}/") as answer:
                said.append(answer.read().decode())
        assert {len(body) for body in said} == {250_000}
        return Counter(int(body[:5]) for body in said)

    with front(ports) as port:
        assert asked(port) == Counter({ports[0]: 3, ports[1]: 3})
        servers[0].shutdown()
        servers[0].server_close()
        assert asked(port) == Counter({ports[1]: 6})
    servers[1].shutdown()
    servers[1].server_close()
    for thread in threads:
        thread.join()
