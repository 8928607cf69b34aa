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
Reply setSubject(Invocation& call);
Reply groupAlone(Invocation& call);
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

Reply expose(Invocation& call);
Reply autoscale(Invocation& call);

Reply cordon(Invocation& call);
Reply uncordon(Invocation& call);
Reply drain(Invocation& call);
Reply taint(Invocation& call);
Reply apiResources(Invocation& call);
Reply apiVersions(Invocation& call);
Reply version(Invocation& call);
Reply authCanI(Invocation& call);
Reply authWhoAmI(Invocation& call);
Reply configCurrentContext(Invocation& call);
Reply configUseContext(Invocation& call);
Reply configGetContexts(Invocation& call);
Reply configGetClusters(Invocation& call);
Reply configGetUsers(Invocation& call);
Reply configView(Invocation& call);
Reply configChange(Invocation& call);
Reply pluginList(Invocation& call);
Reply notSimulated(Invocation& call);
Reply certificateVerb(Invocation& call);
Reply clusterInfo(Invocation& call);
Reply top(Invocation& call);
Reply execute(Invocation& call);
Reply logs(Invocation& call);
Reply copy(Invocation& call);
Reply portForward(Invocation& call);
Reply attach(Invocation& call);
Reply debug(Invocation& call);
Reply completion(Invocation& call);

/// Parts of the table of commands.
std::vector<CommandInfo> inspectCommands();
std::vector<CommandInfo> rolloutCommands();
std::vector<CommandInfo> nodeCommands();
std::vector<CommandInfo> generatorCommands();

}  // namespace sts::kubectl
