#!/usr/bin/env bash
# ./play prints its address alone on a line, honours PORT, serves the page and ends when it is told to.
set -u
cd "$(dirname "$0")/../.." || exit 1
port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
mkdir -p build/logs
out=$(mktemp)
PORT=$port ./play >"$out" 2>build/logs/play.log </dev/null &
play=$!
for _ in $(seq 240); do
  if [ -s "$out" ] || ! kill -0 "$play" 2>/dev/null; then break; fi
  sleep 0.5
done
said=$(cat "$out")
served=$(node -e "fetch('http://127.0.0.1:$port/').then((r) => r.text()).then((t) => console.log(t.includes('<title>') ? 'page' : 'no page'), () => console.log('nothing'))")
kill "$play"
wait "$play" 2>/dev/null
rm -f "$out"
if [ "$said" = "http://127.0.0.1:$port/" ] && [ "$served" = page ]; then
  echo "1 passed, 0 failed"
else
  tail -n 5 build/logs/play.log
  printf 'not ok ./play said "%s" and served %s\n0 passed, 1 failed\n' "$said" "$served"
  exit 1
fi
