// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_limits.h"
#include "core/trading/risk/risk_picture.h"

#include <memory>

namespace zvt::risk {

enum class RiskVerdict { Pass, Warn, Block };
/// pass warn block
[[nodiscard]] std::string_view toString(RiskVerdict verdict);

/// A number that a verdict rests on.
struct RiskFigure {
  std::string name; ///< used, before, limit, equity …
  Decimal value;
  bool operator==(const RiskFigure&) const = default;
};

/// What one limit says to one order.
struct RiskFinding {
  std::string rule;
  LimitScope scope;
  RiskVerdict verdict = RiskVerdict::Pass;
  Error reason; ///< code and arguments of one sentence, for Messages::text
  std::vector<RiskFigure> figures;
};

/// Everything a check looks at. The draft is not in the picture yet. All references outlive the call.
struct RiskQuestion {
  const Order& draft;
  const RiskPicture& picture;
  const RiskLookups& lookups;
  Duration now; ///< of the clock that the picture counts with
};

/// One rule. Stateless and pure: any thread. An error means that it cannot be judged, which blocks.
class RiskCheck {
public:
  virtual ~RiskCheck() = default;
  [[nodiscard]] virtual std::string_view id() const = 0;
  [[nodiscard]] virtual Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const = 0;
};

/// The built-in checks, one a rule of limitRules(), in that order.
[[nodiscard]] std::vector<std::unique_ptr<RiskCheck>> standardChecks();

/// All findings about one order.
struct RiskDecision {
  std::vector<RiskFinding> findings; ///< in the order of the checks, then of the limits
  [[nodiscard]] RiskVerdict verdict() const; ///< the worst of them
  /// The first blocking finding's reason, with argument "rules" naming all of them; done when none blocks.
  [[nodiscard]] Result<void> result() const;
};

/// The checks in order and the limits that they go by. Immutable, shared between threads.
class RiskGate {
public:
  /// Errors: risk.unknown_rule for a limit that no check knows.
  [[nodiscard]] static Result<RiskGate> make(
      RiskLimits limits, std::vector<std::unique_ptr<RiskCheck>> checks = standardChecks());
  [[nodiscard]] const RiskLimits& limits() const { return m_limits; }
  /// Looks at every limit whose scope the order is in. Changes nothing.
  [[nodiscard]] RiskDecision look(const RiskQuestion& question) const;

private:
  RiskGate() = default;
  RiskLimits m_limits;
  std::vector<std::shared_ptr<const RiskCheck>> m_checks;
};

}
