// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/kept_decision.h"

#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

Json numberJson(double value)
{
  return std::isfinite(value) ? Json(value) : Json();
}

/// Null: NaN.
Result<double> numberOf(const Json& json, const char* key)
{
  const auto found = json.find(key);
  if (found == json.end() || found->is_null())
    return std::nan("");
  return found->is_number() ? Result<double>(found->get<double>()) : zvt::fail("json.type", {{"key", key}});
}

}

std::string toJson(const KeptDecision& decision)
{
  Json notes = Json::array();
  for (const auto& [name, value] : decision.notes)
    notes.push_back(Json::array({name, numberJson(value)}));
  return canonicalJson(Json{{"v", 1}, {"order", decision.orderId}, {"account", decision.account},
      {"strategy", decision.strategy}, {"program", decision.program}, {"rules", decision.rulesVersion},
      {"entity", decision.entityId}, {"at", decision.at.micros}, {"day", decision.day.iso()},
      {"weight", numberJson(decision.weight)}, {"hook", decision.hook}, {"line", decision.line},
      {"price", numberJson(decision.price)}, {"equity", numberJson(decision.equity)}, {"bars", decision.bars},
      {"bars_hash", decision.barsHash}, {"notes", std::move(notes)}, {"more_notes", decision.moreNotes}});
}

Result<KeptDecision> keptDecisionFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  KeptDecision kept;
  ZVT_TRY(kept.orderId, jsonString(json, "order"));
  ZVT_TRY(kept.account, jsonString(json, "account"));
  ZVT_TRY(kept.strategy, jsonString(json, "strategy"));
  ZVT_TRY(kept.program, jsonString(json, "program"));
  ZVT_TRY(kept.rulesVersion, jsonString(json, "rules"));
  ZVT_TRY(kept.entityId, jsonString(json, "entity"));
  ZVT_TRY(kept.at.micros, jsonInt(json, "at"));
  ZVT_TRY(const std::string day, jsonString(json, "day"));
  ZVT_TRY(kept.day, TradingDay::parse(day));
  ZVT_TRY(kept.weight, numberOf(json, "weight"));
  ZVT_TRY(kept.hook, jsonString(json, "hook"));
  ZVT_TRY(const std::int64_t line, jsonInt(json, "line"));
  kept.line = static_cast<int>(line);
  ZVT_TRY(kept.price, numberOf(json, "price"));
  ZVT_TRY(kept.equity, numberOf(json, "equity"));
  ZVT_TRY(const std::int64_t bars, jsonInt(json, "bars"));
  kept.bars = static_cast<std::size_t>(bars);
  ZVT_TRY(kept.barsHash, jsonString(json, "bars_hash"));
  for (const Json& note : json.value("notes", Json::array()))
    if (note.is_array() && note.size() == 2 && note[0].is_string())
      kept.notes.emplace_back(note[0].get<std::string>(), note[1].is_number() ? note[1].get<double>() : std::nan(""));
  ZVT_TRY(const std::int64_t more, jsonInt(json, "more_notes"));
  kept.moreNotes = static_cast<std::size_t>(more);
  return kept;
}

Result<std::optional<KeptDecision>> readDecision(const Store& store, std::string_view orderId)
{
  ZVT_TRY(const auto text, store.get(kDecisionTable, orderId));
  if (!text)
    return std::nullopt;
  ZVT_TRY(KeptDecision kept, keptDecisionFromJson(*text));
  return kept;
}

KeptProgram keptProgram(const Deployment& deployment)
{
  Deployment program;
  program.name = deployment.name;
  program.file = deployment.file;
  program.source = deployment.source;
  program.settings = deployment.settings;
  const std::string text = toJson(program);
  std::string key = sha256Hex(text);
  return {key, {StoreOperation::Kind::Put, std::string(kProgramTable), key, text}};
}

Result<Deployment> readProgram(const Store& store, std::string_view key)
{
  ZVT_TRY(const auto text, store.get(kProgramTable, key));
  if (!text)
    return zvt::fail("strategy.unknown_deployment", {{"name", std::string(key.substr(0, 12))}});
  return deploymentFromJson(*text);
}

std::string BarsHash::of(const market::BarSeries& raw, std::size_t rows,
    const std::vector<market::CorporateAction>& actions, TradingDay until)
{
  for (; m_rows < rows; ++m_rows) {
    const std::int64_t key = raw.key[m_rows];
    const double row[] = {raw.open[m_rows], raw.high[m_rows], raw.low[m_rows], raw.close[m_rows], raw.volume[m_rows]};
    m_crc = crc32c({reinterpret_cast<const char*>(&key), sizeof key}, m_crc);
    m_crc = crc32c({reinterpret_cast<const char*>(row), sizeof row}, m_crc);
  }
  std::string dates;
  for (const market::CorporateAction& action : actions)
    if (action.exDay <= until) {
      dates += action.exDay.iso();
      for (const double value : {action.cash, action.bonus, action.rights, action.rightsPrice, action.consolidation})
        dates += " " + formatDouble(value);
    }
  return fmt::format("{:08x}{:08x}", m_crc, crc32c(dates));
}

}
