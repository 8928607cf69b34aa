#include <catch2/catch.hpp>

#include "shell/parser.hpp"
#include "shell/process.hpp"

namespace {

using namespace sts;
using shell::LineResult;
using shell::Process;

struct World {
  shell::Registry registry = shell::standardCommands();
  shell::PlainHost host{Time{} + seconds(1000)};
  shell::Setup setup;

  World() { setup.environment = {{"HOME", "/root"}}; }
  LineResult run(const std::string& line) { return shell::runLine(host, registry, line, setup); }
  Process::State step(Process& process) { return process.run(host, registry); }
  void pass(Duration span) { host.advanceTo(host.now() + span); }
};

TEST_CASE("sleep lets virtual time pass and nothing else") {
  World world;
  const LineResult result = world.run("echo a; sleep 2.5; sleep 1m; echo b; date +%s");
  CHECK(result.out == "a\nb\n1062\n");
  CHECK(result.exit == 0);
}

TEST_CASE("a process says until when it sleeps, and goes on when it is asked again") {
  World world;
  Process process = Process::ofScript("echo a; sleep 5; echo b; exit 3", world.setup);
  Process::State state = world.step(process);
  REQUIRE(state.kind == Process::Kind::sleeping);
  CHECK(state.until == Time{} + seconds(1005));
  CHECK(process.takeOutput() == "a\n");
  CHECK(world.step(process).kind == Process::Kind::sleeping);
  world.pass(seconds(5));
  state = world.step(process);
  CHECK(state.kind == Process::Kind::exited);
  CHECK(state.code == 3);
  CHECK(process.takeOutput() == "b\n");
}

TEST_CASE("a copy of a sleeping process goes its own way") {
  World world;
  Process process =
      Process::ofScript("x=1; for i in 1 2 3; do sleep 1; x=$x$i; done; echo $x", world.setup);
  world.step(process);
  world.pass(seconds(1));
  world.step(process);
  Process copy = process;
  world.pass(seconds(1));
  world.step(process);
  world.pass(seconds(1));
  CHECK(world.step(process).kind == Process::Kind::exited);
  CHECK(process.takeOutput() == "1123\n");
  CHECK(world.step(copy).kind == Process::Kind::sleeping);
  world.pass(seconds(1));
  CHECK(world.step(copy).kind == Process::Kind::exited);
  CHECK(copy.takeOutput() == "1123\n");
}

TEST_CASE(
    "a trap runs when the foreground command has ended, as in a container that is asked to stop") {
  World world;
  world.setup.isInit = true;
  Process process =
      Process::ofScript("trap 'echo bye; exit 0' TERM; while true; do sleep 2; done", world.setup);
  REQUIRE(world.step(process).kind == Process::Kind::sleeping);
  process.signal("TERM");
  CHECK(world.step(process).kind == Process::Kind::sleeping);
  world.pass(seconds(2));
  const Process::State state = world.step(process);
  CHECK(state.kind == Process::Kind::exited);
  CHECK(state.code == 0);
  CHECK(process.takeOutput() == "bye\n");
}

TEST_CASE("a trap interrupts `wait` at once") {
  World world;
  Process process =
      Process::ofScript("trap 'echo bye; exit 7' TERM; sleep 100 & wait", world.setup);
  REQUIRE(world.step(process).kind == Process::Kind::sleeping);
  process.signal("TERM");
  const Process::State state = world.step(process);
  CHECK(state.kind == Process::Kind::exited);
  CHECK(state.code == 7);
}

TEST_CASE("process 1 ignores what it has no trap for, any other process ends") {
  World world;
  world.setup.isInit = true;
  Process init = Process::ofScript("sleep 10", world.setup);
  world.step(init);
  init.signal("TERM");
  CHECK(world.step(init).kind == Process::Kind::sleeping);
  init.signal("KILL");
  CHECK(world.step(init).code == 137);
  world.setup.isInit = false;
  Process other = Process::ofScript("sleep 10", world.setup);
  world.step(other);
  other.signal("TERM");
  CHECK(world.step(other).code == 143);
}

TEST_CASE("jobs run beside the foreground") {
  World world;
  const LineResult result =
      world.run("(sleep 2; echo two) & (sleep 1; echo one) & sleep 3; echo three; wait");
  CHECK(result.out == "one\ntwo\nthree\n");
  CHECK(world.host.now() == Time{} + seconds(1003));
}

TEST_CASE("a session keeps variables, the directory, functions and jobs from line to line") {
  World world;
  world.host.files().makeDirectory("/d");
  world.setup.interactive = true;
  shell::Session session(world.setup);
  const auto say = [&](const std::string& line) {
    return session.run(world.host, world.registry, line);
  };
  CHECK(say("x=5; cd d; f() { echo f$x; }").exit == 0);
  CHECK(say("pwd; f").out == "/d\nf5\n");
  CHECK(say("nosuch").err == "bash: nosuch: command not found\n");
  CHECK(say("echo $?").out == "127\n");
  CHECK(say("echo )").err == "bash: syntax error near unexpected token `)'\n");
  CHECK(say("(sleep 1; echo late) &").err == "[1] 101\n");
  CHECK(session.hasJobs());
  CHECK(say("sleep 2").out == "late\n");
  CHECK_FALSE(session.ended());
  CHECK(say("exit 4").exit == 4);
  CHECK(session.ended());
}

TEST_CASE("a registered command may wait for the world and for a deadline") {
  World world;
  world.registry.add("poll", [](shell::Context& context) -> shell::Outcome {
    if (context.call.phase++ == 0) context.call.time = context.host.now() + seconds(30);
    if (context.files().kind("/ready") == shell::FileKind::file) {
      context.out("ready\n");
      return 0;
    }
    if (context.host.now() >= context.call.time) return context.fail("timed out");
    return shell::Outcome::waitForChange(context.call.time);
  });
  CHECK(world.run("poll").err == "poll: timed out\n");
  CHECK(world.run("(sleep 5; touch /ready) & poll && echo after").out == "ready\nafter\n");
}

TEST_CASE("what would never end is ended with a sentence") {
  World world;
  const auto refused = [&](const std::string& line) {
    INFO(line);
    const LineResult result = world.run(line);
    CHECK(result.exit != 0);
    CHECK_FALSE(result.err.empty());
  };
  refused("while true; do :; done");
  refused("f() { f; }; f");
  refused("f() { echo $(f); }; f");
  refused("f() { f | f; }; f");
  refused("x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done");
  refused(
      "while true; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done");
  refused("seq 99999999");
  refused("eval 'while :; do eval :; done'");
  refused("while true; do sleep 1 & done");
  refused(std::string(200, '(') + std::string(200, ')'));
  refused("echo " + std::string(5001, '`'));
  refused(std::string("echo $((") + std::string(5000, '(') + "))");
  CHECK(world.run("while true; do sleep 1; done").interrupted);
  CHECK(world.run("cat | cat").exit == 0);
}

TEST_CASE(
    "a pipe holds back a writer whose reader takes lines, but not one whose reader wants all") {
  World world;
  CHECK(world.run("seq 10000 | while read x; do echo $x; done | tail -n 1").out == "10000\n");
  CHECK(world.run("while true; do echo y; done | head -n 2").out == "y\ny\n");
  CHECK(world.run("while true; do echo y; done | cat | head -n 2").exit != 0);
  CHECK(world.run("while true; do echo a; sleep 1; done | head -n 3").out == "a\na\na\n");
  CHECK(world.run("seq 5000 | (sleep 1; while read x; do read y; done; echo $x) | cat").out ==
        "\n");
}

TEST_CASE("a deadline interrupts a line") {
  World world;
  const LineResult result = shell::runLine(world.host, world.registry, "echo a; sleep 100; echo b",
                                           world.setup, world.host.now() + seconds(10));
  CHECK(result.interrupted);
  CHECK(result.exit == 130);
  CHECK(result.out == "a\n");
  CHECK(world.host.now() == Time{} + seconds(1010));
}

TEST_CASE("unfinished text is known as such") {
  CHECK(shell::isIncomplete("for i in 1 2; do"));
  CHECK(shell::isIncomplete("echo 'a"));
  CHECK(shell::isIncomplete("cat <<EOF\na"));
  CHECK(shell::isIncomplete("echo a &&"));
  CHECK_FALSE(shell::isIncomplete("echo a"));
  CHECK_FALSE(shell::isIncomplete("echo )"));
}

}  // namespace
