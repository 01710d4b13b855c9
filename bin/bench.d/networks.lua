-- A page as wrk's load, each time for a visitor from another network.

local visitor = 0

function request()
  visitor = (visitor + 1) % 16777216
  local network = string.format("10.%d.%d.7", math.floor(visitor / 256) % 256, visitor % 256)
  return wrk.format("GET", nil, { ["Host"] = wrk.headers["Host"], ["X-Forwarded-For"] = network })
end
