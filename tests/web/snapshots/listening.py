"""A port at which nobody should ever knock."""

from socket import create_server
from threading import Thread


class Listener:
    """A port that writes down whether anybody came."""

    def __init__(self) -> None:
        self._socket = create_server(("127.0.0.1", 0))
        self.asked: list[bytes] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.asked.append(connection.recv(200))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        self._socket.close()
