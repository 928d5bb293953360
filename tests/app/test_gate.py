from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from workbench.app.gate import SIGN_IN, SIGN_OUT, Door, Gate
from workbench.app.sessions import COOKIE, FREE_TRIES, Sessions

STREAM = "ws://workbench.example/_stcore/stream"
HTML = {"accept": "text/html"}


async def home(request: Request) -> PlainTextResponse:
    return PlainTextResponse("the pages")


async def stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def application(
    sessions: Sessions | None, routes: list[Route], *, any_host: bool = False
) -> Starlette:
    return Starlette(
        routes=[
            *routes,
            Route("/", home),
            Route("/media/x", home),
            WebSocketRoute("/_stcore/stream", stream),
        ],
        middleware=[Middleware(Gate, sessions=sessions, any_host=any_host)],
    )


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(b"secret", {"anna": "mark"}.get, 3600.0)


@pytest.fixture
def client(sessions: Sessions) -> TestClient:
    door = Door(sessions, lambda user, password: (user, password) == ("anna", "right"))
    return TestClient(
        application(sessions, door.routes()),  # type: ignore[arg-type]
        base_url="http://workbench.example",
        follow_redirects=False,
    )


def test_nothing_is_shown_before_the_sign_in(client: TestClient) -> None:
    answer = client.get("/", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{SIGN_IN}?next=/")
    assert client.get("/media/x").status_code == 401
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM):
        pass


def test_the_right_password_opens_pages_and_stream(client: TestClient) -> None:
    answer = client.post(SIGN_IN, data={"user": "anna", "password": "right", "next": "/terms"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/terms")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/", headers=HTML).text == "the pages"
    with client.websocket_connect(STREAM) as socket:
        assert socket.receive_text() == "hello"


def test_signing_out_closes_the_door_again(client: TestClient) -> None:
    client.post(SIGN_IN, data={"user": "anna", "password": "right"})
    assert client.get(SIGN_OUT).headers["location"] == SIGN_IN
    assert client.get("/media/x").status_code == 401


def test_a_forged_cookie_opens_nothing(client: TestClient) -> None:
    client.cookies.set(COOKIE, "YW5uYQ.9999999999.00")
    assert client.get("/media/x").status_code == 401


def test_a_wrong_password_says_so_and_then_slows_down(client: TestClient) -> None:
    for _ in range(FREE_TRIES):
        answer = client.post(SIGN_IN, data={"user": "anna", "password": "wrong"})
        assert answer.status_code == 401
        assert "Name or password is wrong" in answer.text
    answer = client.post(SIGN_IN, data={"user": "anna", "password": "right"})
    assert answer.status_code == 429
    assert "Try again in" in answer.text


@pytest.mark.parametrize(
    "where",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\\b"],
)
def test_the_next_page_is_always_ours(client: TestClient, where: str) -> None:
    data = {"user": "anna", "password": "right", "next": where}
    assert client.post(SIGN_IN, data=data).headers["location"] == "/"


def test_what_was_typed_is_text_in_the_page(client: TestClient) -> None:
    data = {"user": '"><script>x</script>', "password": "wrong"}
    page = client.post(SIGN_IN, data=data).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_form_from_another_site_and_a_huge_one_are_refused(client: TestClient) -> None:
    data = {"user": "anna", "password": "right"}
    other = client.post(SIGN_IN, data=data, headers={"origin": "https://evil.example"})
    assert other.status_code == 403
    own = client.post(SIGN_IN, data=data, headers={"origin": "http://workbench.example"})
    assert own.status_code == 303
    assert client.post(SIGN_IN, data={"user": "a" * 5_000}).status_code == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8501", 200),
        ("127.0.0.1:8501", 200),
        ("[::1]:8501", 200),
        ("evil.example:8501", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_without_sign_in_only_loopback_names_are_answered(host: str, status: int) -> None:
    client = TestClient(application(None, []))
    assert client.get("/", headers={"host": host}).status_code == status


def test_behind_another_sign_in_any_host_is_answered() -> None:
    client = TestClient(application(None, [], any_host=True))
    assert client.get("/", headers={"host": "workbench.example"}).status_code == 200


def test_answers_carry_the_headers_that_keep_browsers_safe() -> None:
    headers = TestClient(application(None, [])).get("/", headers={"host": "localhost"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
