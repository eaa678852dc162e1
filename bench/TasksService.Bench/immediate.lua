-- A task that is due at once and calls nothing.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"seconds":0}'
