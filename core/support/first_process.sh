# Runs a command as what it would be anywhere else: the first process of a container sees no SIGTERM that it does not
# ask for, and engines do not always have one of their own for that.
"$@" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' TERM
wait "$child"
code=$?
# The trap has ended the waiting, not the command.
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
exit "$code"
