-- One form again and again: its body has %d where a number goes that counts up from the third argument, or, where the fourth names a
-- file, the lines of it. Arguments: cookie, body, first number, file.

local cookie, body, at, lines = nil, nil, 0, nil

function init(args)
  cookie, body, at = args[1], args[2], tonumber(args[3])
  if args[4] then
    lines = {}
    for line in io.lines(args[4]) do table.insert(lines, line) end
  end
end

function request()
  at = at + 1
  local value = lines and lines[at % #lines + 1] or tostring(at)
  return wrk.format("POST", nil, { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = cookie }, (string.gsub(body, "%%d", value)))
end
