"""An answer that is given before the body was read doesn't cost the client their next request."""

from http.client import HTTPConnection

import httpx
import pytest

TOKENS = "/api/v1/tokens/"


def sent_from(answer: httpx.Response) -> object:
    return answer.extensions["network_stream"].get_extra_info("client_addr")


def test_a_large_body_that_nobody_may_send_leaves_the_connection_open(embedded_product):
    web = embedded_product.start_web()
    answers = [web.post(TOKENS, content=b" " * 900_000) for _number in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert len({sent_from(answer) for answer in answers}) == 1


@pytest.mark.parametrize("header", [("Content-Length", "99000000"), ("Transfer-Encoding", "chunked")])
def test_a_body_that_is_not_read_ends_the_connection_as_announced(embedded_product, header):
    embedded_product.start_web().close()
    connection = HTTPConnection("127.0.0.1", embedded_product.port, timeout=20)
    connection.putrequest("POST", TOKENS)
    connection.putheader(*header)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status >= 400, answer.headers["Connection"]) == (True, "close")
