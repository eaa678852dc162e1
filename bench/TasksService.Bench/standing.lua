-- As create.lua, but the tasks are due at a thousand different times, from one to thirty days ahead.
local requests = {}
local next = 0

function init(args)
  local now = os.time()
  math.randomseed(now)
  for i = 1, 1000 do
    local due = os.date("!%Y-%m-%dT%H:%M:%SZ", now + math.random(1 * 86400, 30 * 86400))
    local head = '{"timestamp":"' .. due .. '","target":{"type":"http","url":"http://127.0.0.1:9099/hit?due=1700000000000","body":"'
    local tail = '"}}'
    requests[i] = wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, head .. string.rep("x", 200 - #head - #tail) .. tail)
  end
end

function request()
  next = next % 1000 + 1
  return requests[next]
end
