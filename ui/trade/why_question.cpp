// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/why_question.h"

#include "ui/replay/replay_feed.h"

namespace zvt::ui {

WhyDialog::Question whyQuestion(const Context& context, const trading::TradingSnapshot& snapshot,
    const trading::HeldSnapshot* held, const std::string& orderId, const std::string& fill, LinkColor link)
{
  const auto records = std::make_shared<backtest::AccountRecords>();
  records->account = snapshot.account->settings().name;
  records->orders = snapshot.orders;
  records->fills = snapshot.fills;
  if (held != nullptr) {
    records->conditional = held->conditional;
    for (const trading::AlgoOrder& one : held->algos)
      records->worked.push_back(one.order);
  }
  WhyDialog::Question question;
  question.records = [records]() -> Result<backtest::AccountRecords> { return *records; };
  question.id = orderId;
  question.fill = fill;
  question.isKept = context.replay == nullptr || !context.replay->isActive();
  question.link = link;
  return question;
}

}
