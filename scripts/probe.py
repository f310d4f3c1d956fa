"""Ask the web server of this container whether it lives; the exit code is the answer.

The request carries a host name that the server accepts, as a load balancer's probe must too.
"""

import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
connection.request("GET", sys.argv[1], headers={"Host": host})
answer = connection.getresponse()
print(answer.read().decode())
sys.exit(answer.status != 200)
