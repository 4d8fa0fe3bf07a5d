// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_check.h"

namespace zvt::risk {

/// The classes behind standardChecks(), one a rule.

class NameCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "name"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// All securities of the order's industry. One whose industry nobody knows, the order's or a holding's,
/// keeps the order here.
class IndustryCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "industry"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// All securities of a tag: the scope's, or each of the order's tags on its own, of which the fullest is told.
class TagCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "tag"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// All securities that move with the order's: correlation from the limit's threshold on. A pair that nobody knows the
/// correlation of keeps the order here.
class ClusterCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "cluster"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Σ |security|.
class GrossCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "gross"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// |Σ long − Σ short|, with all open buys or all open sells filled.
class NetCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "net"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// What the day has lost so far. Orders that only reduce may pass.
class DailyLossCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "daily_loss"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Back from the highest equity. Orders that only reduce may pass.
class DrawdownCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "drawdown"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Orders and cancels of the order's account, this one included.
class OrderRateCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "order_rate"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Cancels ÷ orders of the day, once there were as many orders as the limit's threshold says.
class CancelRatioCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "cancel_ratio"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Own open orders on the other side that this one could trade with: at most as many as the limit says (0).
class SelfTradeCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "self_trade"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// How much worse than the newest price the order may be: a buy above, a sale below.
class FatFingerPriceCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "fat_finger_price"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

/// Size of one order: money, units, or a fraction of the average volume of a day.
class FatFingerSizeCheck final : public RiskCheck {
public:
  [[nodiscard]] std::string_view id() const override { return "fat_finger_size"; }
  [[nodiscard]] Result<RiskFinding> look(const RiskLimit& limit, const RiskQuestion& question) const override;
};

}
