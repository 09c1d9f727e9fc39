#include "models/fleet/governor.h"

const char *const model_governor_words[]
    = { "scan", "gitops", "pipeline", "configuration-profile", "host-profile", "cluster-profile", NULL };
const char *const model_authority_words[] = { "vcenter", "prism", "gitops", "operator", "sddc-manager", NULL };
const char *const model_tool_words[] = { "terraform-plan-detailed", "terraform-plan", "argocd-diff", NULL };
const char *const model_governed_words[] = { "admission-control", "drs", NULL };
const char *const model_setting_impact_words[] = { "unsaid", "none", "maintenance", "reboot", NULL };
