// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/run_attribution.h"

#include "core/base/text.h"

namespace zvt::analytics {

namespace {

std::string effectsRow(const std::string& part, std::string_view name, const GroupEffects& effects, double total)
{
  return csvField(part, true) + "," + csvField(name, true) + "," + formatDouble(effects.allocation) + ","
      + formatDouble(effects.selection) + "," + formatDouble(effects.interaction) + "," + formatDouble(total) + ",,,\n";
}

std::string factorRow(std::string_view name, const std::string& total, const std::string& beta,
    const std::string& error, const std::string& contribution)
{
  return "factor," + csvField(name, true) + ",,,," + total + "," + beta + "," + error + "," + contribution + "\n";
}

}

std::string attributionCsv(const RunAttribution& attribution)
{
  std::string out = "part,name,allocation,selection,interaction,total,beta,error,contribution\n";
  for (const GroupAttribution& way : attribution.groups) {
    const std::string part = "brinson." + way.key;
    for (std::size_t g = 0; g < way.brinson.groups.size(); ++g) {
      const GroupEffects& effects = way.brinson.groups[g];
      out += effectsRow(part, way.groups[g], effects, effects.allocation + effects.selection + effects.interaction);
    }
    out += effectsRow(part, "@total", way.brinson.total, way.brinson.active);
  }
  if (const auto& fit = attribution.fit) {
    for (std::size_t k = 0; k < attribution.factors.size(); ++k)
      out += factorRow(attribution.factors[k], "", formatDouble(fit->betas[k]), formatDouble(fit->betaErrors[k]),
          formatDouble(fit->contributions[k]));
    out += factorRow("@alpha", "", "", "", formatDouble(fit->alpha));
    out += factorRow("@r_squared", formatDouble(fit->rSquared), std::to_string(fit->periods), "", "");
  }
  return out;
}

}
