// SPDX-License-Identifier: Apache-2.0
// What a trace of an account's order reads: the account's records as a run's, the strategy as it was then.
#include "core/backtest/live/account_parts.h"

#include "core/backtest/live/deployed_strategy.h"
#include "core/backtest/manifest.h"
#include "core/backtest/order_record.h"
#include "core/base/json.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace zvt::backtest::why {

namespace {

/// What of a deployment's settings and document makes it run again, as a run's manifest says it.
Result<std::string> manifestOf(const Deployment* program, Question& question)
{
  strategy::ExecutionPlan plan;
  plan.name = program ? program->name : std::string(kManual);
  plan.run.adjust = market::AdjustMode::Bfq; // a hand looks at prices as they are
  strategy::StrategyDocument document;
  document.name = plan.name;
  std::string rules = question.sources.rules ? question.sources.rules->version() : std::string();
  const bool isScript = program && program->file.ends_with(".lua");
  if (program) {
    ZVT_TRY(DeployedStrategy deployed, readDeployed(*program, nullptr));
    plan.run = deployed.run;
    plan.account = deployed.account;
    const strategy::StrategyNeeds needs = deployed.strategy->needs();
    plan.run.level = *std::ranges::min_element(needs.levels);
    rules = question.decision->rulesVersion;
    if (!isScript) {
      ZVT_TRY(document, strategy::parseStrategy(program->source));
      document.name = program->name;
      for (const std::string& setting : program->settings)
        ZVT_TRY_VOID(strategy::applySetting(document, setting));
      document.run.erase("start"); // what lives in the program reads every bar there is
      document.run.erase("end");
    }
  }
  plan.run.start = plan.run.end = std::nullopt;
  question.run.report.input.level = plan.run.level;
  ZVT_TRY(const std::string text, makeManifest(document, plan, {}, rules, {}, 1, Engine::Bars));
  ZVT_TRY(Json json, parseJson(text));
  if (!program || isScript)
    json["strategy"].erase("document");
  json["engine"] = "host";
  return json.dump();
}

analytics::DecisionRecord recordOf(const KeptDecision& kept, trading::Side side, const Question& question)
{
  analytics::DecisionRecord record;
  record.time = question.timeOf(kept.at, kept.day);
  const bool isOpening = (kept.weight > 0) == (side == trading::Side::Buy);
  record.kind = std::isnan(kept.weight) ? analytics::DecisionKind::ByQuantity
      : kept.weight == 0                ? analytics::DecisionKind::Close
      : isOpening                       ? analytics::DecisionKind::Open
                                        : analytics::DecisionKind::Reduce;
  record.weight = kept.weight;
  record.source = kept.hook;
  record.line = kept.line;
  record.price = kept.price;
  record.equity = kept.equity;
  record.notes = kept.notes;
  return record;
}

/// When it was decided, as in a run; a desk sends it no earlier than the session that it is for.
LocalTime placedOf(const trading::Order& order, const Question& question)
{
  if (question.ledger)
    if (const auto kept = readDecision(*question.ledger, order.id); kept && *kept)
      return question.timeOf((*kept)->at, (*kept)->day);
  return question.timeOf(order.created, order.day);
}

analytics::FillRecord recordOf(const trading::Fill& fill, const Question& question)
{
  analytics::FillRecord record{fill.orderId, fill.entityId, std::string(trading::toString(fill.side)),
      question.timeOf(fill.at, fill.day), fill.quantity, fill.price, {}};
  for (const trading::Cost& cost : fill.costs)
    record.costs.push_back({std::string(market::toString(cost.kind)), cost.amount});
  return record;
}

}

Result<void> prepare(Question& question, const std::string& id, const std::string& entityId)
{
  if (auto calendar = question.sources.market.calendar(entityId))
    question.calendar = *std::move(calendar);
  Result<void> known;
  std::optional<Deployment> program;
  if (question.ledger) {
    auto kept = readDecision(*question.ledger, id);
    if (kept && *kept) {
      question.decision = **kept;
      auto read = readProgram(*question.ledger, question.decision->program);
      if (read)
        program = *std::move(read);
      else
        known = std::unexpected(std::move(read).error());
    } else if (!kept) {
      known = std::unexpected(std::move(kept).error());
    }
  }
  const auto reading = [&]() -> Result<void> {
    ZVT_TRY_VOID(known);
    ZVT_TRY(question.run.manifest, manifestOf(program ? &*program : nullptr, question));
    ZVT_TRY(question.ground, makeGround(question.run, entityId, question.sources, question.control));
    return {};
  };
  if (auto read = reading(); !read) {
    if (read.error().code == "task.cancelled")
      return read;
    question.noGround = std::move(read).error();
  }
  return {};
}

std::size_t collect(Question& question, const trading::Order& asked)
{
  analytics::ReportInput& input = question.run.report.input;
  input.title = asked.source;
  std::size_t place = 0;
  const auto add = [&](const trading::Order& order) {
    const bool isAsked = order.id == asked.id;
    if (isAsked)
      place = input.orders.size();
    input.orders.push_back(backtest::recordOf(order, placedOf(order, question)));
    input.decisions.push_back(isAsked && question.decision ? recordOf(*question.decision, order.side, question)
                                                           : analytics::DecisionRecord{});
  };
  for (const trading::Order& order : question.records.orders)
    if (order.source == asked.source && order.entityId == asked.entityId)
      add(order);
  if (std::ranges::find(input.orders, asked.id, &analytics::OrderRecord::orderId) == input.orders.end())
    add(asked); // what is held has sent nothing yet
  for (const trading::Fill& fill : question.records.fills)
    if (std::ranges::find(input.orders, fill.orderId, &analytics::OrderRecord::orderId) != input.orders.end())
      input.fills.push_back(recordOf(fill, question));
  return place;
}

}
