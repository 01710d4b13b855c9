-- Both POSTs of an access request, one after the other, as wrk's load: « Réinitialiser le mot de passe » with a robot check that was
-- solved beforehand, then « Valider votre choix » with the request that the answer's cookie names. Prints how many were confirmed.
-- Arguments: file of checks (address challenge solution), first check to use, first number to ask for, cookie and token of the visit.

local checks, at, number, cookie, token = {}, 0, 0, nil, nil
local started, first, last = {}, 1, 0
local threads = {}
confirmed, failed = 0, 0

function setup(thread) table.insert(threads, thread) end

function init(args)
  local skipped = tonumber(args[2])
  for line in io.lines(args[1]) do
    if skipped > 0 then skipped = skipped - 1 else table.insert(checks, line) end
  end
  number, cookie, token = tonumber(args[3]), args[4], args[5]
end

local function post(path, address, body)
  return wrk.format("POST", path, {
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = cookie, ["X-Forwarded-For"] = address }, body)
end

function request()
  if first <= last then
    local id = started[first]
    started[first] = nil
    first = first + 1
    return post("/acces/envoi", "10.0.0.1", "jeton=" .. token .. "&demande=" .. id .. "&canal=courriel")
  end
  at = at + 1
  local address, challenge, proof = string.match(checks[at] or error("too few checks were prepared"), "^(%S+) (%S+) (%S+)$")
  return post("/acces", address, "jeton=" .. token .. "&qualite=affilie&numero=" .. (number + at) .. "&robot=oui&defi=" .. challenge
    .. "&preuve=" .. string.gsub(proof, ",", "%%2C"))
end

function response(status, headers)
  local place = headers["Location"] or headers["location"]
  if status == 303 and place == "/acces/suivi" then
    confirmed = confirmed + 1
  elseif status == 303 and place == "/acces/envoi" then
    last = last + 1
    started[last] = string.match(headers["Set-Cookie"] or headers["set-cookie"], "__Host%-demande=([^;]+)")
  else
    failed = failed + 1
  end
end

function done(summary)
  local sums = { confirmed = 0, failed = 0 }
  for _, thread in ipairs(threads) do
    for name, sum in pairs(sums) do sums[name] = sum + thread:get(name) end
  end
  print("confirmed " .. sums.confirmed / summary.duration * 1e6)
  print("failed " .. sums.failed)
end
