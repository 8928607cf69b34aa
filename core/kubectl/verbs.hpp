// The verbs: each in a file of its own name.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

Reply get(Invocation& call);
Reply create(Invocation& call);
Reply apply(Invocation& call);
Reply viewLastApplied(Invocation& call);
Reply setLastApplied(Invocation& call);
Reply diff(Invocation& call);
Reply patch(Invocation& call);
Reply replace(Invocation& call);
Reply edit(Invocation& call);
Reply label(Invocation& call);
Reply annotate(Invocation& call);
Reply setImageVerb(Invocation& call);
Reply setEnv(Invocation& call);
Reply setResources(Invocation& call);
Reply setServiceAccount(Invocation& call);
Reply setSelector(Invocation& call);
Reply deleteVerb(Invocation& call);
Reply scale(Invocation& call);

Reply describe(Invocation& call);
Reply explain(Invocation& call);
Reply events(Invocation& call);
Reply wait(Invocation& call);
Reply rolloutStatus(Invocation& call);
Reply rolloutHistory(Invocation& call);
Reply rolloutUndo(Invocation& call);
Reply rolloutRestart(Invocation& call);
Reply rolloutPause(Invocation& call);
Reply rolloutResume(Invocation& call);

/// Parts of the table of commands.
std::vector<CommandInfo> inspectCommands();
std::vector<CommandInfo> rolloutCommands();

}  // namespace sts::kubectl
