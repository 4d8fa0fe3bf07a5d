// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/node_catalog.h"
#include "core/strategy/strategy_document.h"

namespace zvt::strategy {

enum class Severity { Warning, Error };
[[nodiscard]] std::string_view toString(Severity severity);

/// One finding about a document, with the place to go to.
/// Rules: G001 cycle · G002 look-ahead · G005 node does not reach the account (warning) · G010 unknown node type · G011
/// unknown parameter · G012 bad value · G013 link to a missing node · G014 link to a missing port · G015 port types
/// differ · G016 required input not linked · G017 input linked twice · G018 not exactly one account · G019 node id
/// missing, bad or used twice · G020 fast period not shorter than slow · G021 start after end · G022 signals on qfq
/// move with later corporate actions (warning) · G023 short signals but no short sales (warning) · G024 short sales
/// need rules: free, or shares that can be borrowed · G025 commission is not charged under rules: free (warning).
struct Problem {
  std::string id;
  Severity severity = Severity::Error;
  std::string node; ///< empty: the document as a whole
  std::string port; ///< or parameter; may be empty
  Error message; ///< code "strategy.g001" … with arguments; text by Messages

  bool operator==(const Problem&) const = default;
};

/// All problems, in the order of the rules' numbers and then of the document.
[[nodiscard]] std::vector<Problem> validate(
    const StrategyDocument& document, const NodeCatalog& catalog = NodeCatalog::builtin());
[[nodiscard]] bool hasErrors(const std::vector<Problem>& problems);

}
