-- Every request is the same: a task of 200 bytes with an http target, due in 30 days.
local due = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() + 30 * 86400)
local head = '{"timestamp":"' .. due .. '","target":{"type":"http","url":"http://127.0.0.1:9099/hit?due=1700000000000","body":"'
local tail = '"}}'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = head .. string.rep("x", 200 - #head - #tail) .. tail
