"""A mail server on loopback that keeps what it is given."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message


@dataclass
class MailServer:
    """`letters`: what came, in order. `refuses`: the answer to every recipient instead of 250."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    refuses: str = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.partition(" ")[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.letters.append(message_from_string((await reader.readuntil(b"\r\n.\r\n")).decode()))
            answer = self.refuses if verb == "RCPT" and self.refuses else "250 good"
            writer.write(b"221 bye\r\n" if verb == "QUIT" else f"{answer}\r\n".encode())
        writer.close()


@contextmanager
def mail_server(host: str = "127.0.0.1") -> Iterator[MailServer]:
    """The server, in a thread, on a port of its own."""
    kept, loop, ready = MailServer(), asyncio.new_event_loop(), threading.Event()

    def serve() -> None:
        server = loop.run_until_complete(asyncio.start_server(kept.talk, host, 0))
        kept.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    ready.wait(5)
    yield kept
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
