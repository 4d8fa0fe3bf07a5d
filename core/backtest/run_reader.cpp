// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_reader.h"

#include "core/backtest/csv_records.h"
#include "core/backtest/error_json.h"
#include "core/backtest/run_integrity.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

/// Reads the tables of a folder; nlohmann's exceptions end in the caller.
class Reader {
public:
  Reader(const std::filesystem::path& folder, const FileSystem& files, const Json& manifest)
      : m_folder(folder)
      , m_files(files)
      , m_manifest(manifest)
  {
  }

  Result<analytics::ReportInput> read()
  {
    ZVT_TRY_VOID(readHead());
    ZVT_TRY_VOID(readEquity());
    ZVT_TRY_VOID(readTrades());
    ZVT_TRY_VOID(readOrders());
    ZVT_TRY_VOID(readFills());
    ZVT_TRY_VOID(readHoldings());
    ZVT_TRY_VOID(readAttribution());
    return std::move(m_input);
  }

private:
  Result<CsvTable> table(const char* name) const
  {
    ZVT_TRY(const std::string text, m_files.read(m_folder / name));
    return CsvTable::read(text, (m_folder / name).string());
  }

  [[nodiscard]] Error bad(const char* name) const
  {
    return {"backtest.bad_table", {}, {{"file", (m_folder / name).string()}}};
  }

  Result<LocalTime> time(const CsvTable& rows, std::size_t row, const char* column, const char* file) const
  {
    const auto parsed = parseTime(rows.cell(row, column));
    if (!parsed)
      return std::unexpected(bad(file));
    return parsed->local;
  }

  /// An exact number of a cell.
  template <typename Number> Result<Number> exact(const CsvTable& rows, std::size_t row, const char* column) const
  {
    return Number::parse(rows.cell(row, column));
  }

  [[nodiscard]] std::int64_t barAt(LocalTime moment) const
  {
    const auto point = std::ranges::lower_bound(m_input.equity, moment, {}, &analytics::EquityPoint::time);
    return point == m_input.equity.end() || point->time != moment ? -1 : point - m_input.equity.begin();
  }

  Result<void> readHead()
  {
    const Json& strategy = m_manifest.at("strategy");
    const Json& run = m_manifest.at("run");
    m_input.title = strategy.at("name").get<std::string>();
    m_input.benchmarkName = run.at("benchmark").get<std::string>();
    ZVT_TRY(m_input.level, market::parseBarLevel(run.at("level").get<std::string>()));
    m_input.options.periodsPerYear = m_manifest.at("periods_per_year").get<double>();
    if (m_manifest.value("engine", std::string()) == "host") {
      ZVT_TRY(const Money cash, Money::parse(m_manifest.at("account").at("initial_cash").get<std::string>()));
      m_input.options.initialEquity = cash.toDouble();
    }
    m_input.facts = {{"backtest.fact.app_version", m_manifest.at("app").at("version").get<std::string>()},
        {"backtest.fact.strategy_hash", strategy.at("hash").get<std::string>()},
        {"backtest.fact.data_hash", m_manifest.at("data").at("hash").get<std::string>()},
        {"backtest.fact.rules", m_manifest.at("rules").at("policy").get<std::string>()},
        {"backtest.fact.rules_version", m_manifest.at("rules").at("version").get<std::string>()},
        {"backtest.fact.level", run.at("level").get<std::string>()},
        {"backtest.fact.adjust", run.at("adjust").get<std::string>()},
        {"backtest.fact.fill", m_manifest.at("account").at("fill").get<std::string>()},
        {"backtest.fact.initial_cash", m_manifest.at("account").at("initial_cash").get<std::string>()},
        {"backtest.fact.entities", std::to_string(m_manifest.at("data").at("entities").size())},
        {"backtest.fact.seed", std::to_string(m_manifest.at("seed").get<std::uint64_t>())}};
    if (!m_manifest.contains("report"))
      return {}; // of a version before these were kept
    const Json& report = m_manifest["report"];
    m_input.currency = report.at("currency").get<std::string>();
    m_input.log = report.at("log").get<std::vector<std::string>>();
    for (const Json& warning : report.at("warnings"))
      m_input.warnings.push_back(errorOf(warning));
    return {};
  }

  Result<void> readEquity()
  {
    ZVT_TRY(const CsvTable rows, table("equity.csv"));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      analytics::EquityPoint point;
      ZVT_TRY(point.time, time(rows, row, "timestamp", "equity.csv"));
      point.equity = rows.number(row, "equity");
      point.cash = rows.number(row, "cash");
      point.marketValue = rows.number(row, "market_value");
      point.benchmark = rows.number(row, "benchmark");
      point.positions = point.marketValue != 0 ? 1 : 0;
      m_input.equity.push_back(point);
    }
    return {};
  }

  Result<void> readTrades()
  {
    ZVT_TRY(const CsvTable rows, table("trades.csv"));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      analytics::RoundTrip trade;
      trade.entityId = rows.cell(row, "entity_id");
      trade.side = rows.cell(row, "side") == "short" ? analytics::TradeSide::Short : analytics::TradeSide::Long;
      ZVT_TRY(trade.quantity, exact<Quantity>(rows, row, "quantity"));
      ZVT_TRY(trade.entryTime, time(rows, row, "entry_time", "trades.csv"));
      ZVT_TRY(trade.entryPrice, exact<Price>(rows, row, "entry_price"));
      ZVT_TRY(trade.exitTime, time(rows, row, "exit_time", "trades.csv"));
      ZVT_TRY(trade.exitPrice, exact<Price>(rows, row, "exit_price"));
      ZVT_TRY(trade.costs, exact<Money>(rows, row, "costs"));
      ZVT_TRY(trade.pnl, exact<Money>(rows, row, "pnl"));
      trade.returnFraction = rows.number(row, "return");
      trade.entryBar = barAt(trade.entryTime);
      trade.exitBar = barAt(trade.exitTime);
      m_input.trades.push_back(std::move(trade));
      m_input.excursions.push_back({rows.number(row, "mae"), rows.number(row, "mfe")});
    }
    if (!rows.has("mae")) // of a version that kept none
      m_input.excursions.clear();
    return {};
  }

  Result<void> readOrders()
  {
    ZVT_TRY(const CsvTable rows, table("orders.csv"));
    const Json figures = m_manifest.contains("report") ? m_manifest["report"].at("order_reasons") : Json::object();
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      analytics::OrderRecord order;
      order.orderId = rows.cell(row, "order_id");
      order.entityId = rows.cell(row, "entity_id");
      order.side = rows.cell(row, "side");
      order.type = rows.cell(row, "type");
      ZVT_TRY(order.quantity, exact<Quantity>(rows, row, "quantity"));
      order.limitPrice = rows.cell(row, "limit_price");
      ZVT_TRY(order.placedTime, time(rows, row, "placed_time", "orders.csv"));
      order.state = rows.cell(row, "state");
      ZVT_TRY(order.filled, exact<Quantity>(rows, row, "filled"));
      order.reasonCode = rows.cell(row, "reason");
      if (figures.contains(order.orderId))
        order.reasonArguments = fieldsOf(figures.at(order.orderId));
      m_input.orders.push_back(std::move(order));
    }
    return m_files.exists(m_folder / "decisions.csv") ? readDecisions() : Result<void>();
  }

  Result<void> readDecisions()
  {
    ZVT_TRY(const CsvTable rows, table("decisions.csv"));
    if (rows.rows() != m_input.orders.size())
      return std::unexpected(bad("decisions.csv"));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      analytics::DecisionRecord decision;
      const auto kind = analytics::decisionKind(rows.cell(row, "kind"));
      if (!kind)
        return std::unexpected(bad("decisions.csv"));
      decision.kind = *kind;
      ZVT_TRY(decision.time, time(rows, row, "time", "decisions.csv"));
      decision.source = rows.cell(row, "source");
      if (const double line = rows.number(row, "line"); line > 0) // not in folders of earlier versions
        decision.line = static_cast<int>(line);
      decision.weight = rows.number(row, "weight");
      decision.price = rows.number(row, "price");
      decision.equity = rows.number(row, "equity");
      const std::string notes = rows.cell(row, "notes");
      for (const std::string_view note : split(notes, ';')) {
        const std::size_t equals = note.rfind('=');
        if (equals != std::string_view::npos)
          decision.notes.emplace_back(
              note.substr(0, equals), parseDouble(note.substr(equals + 1)).value_or(std::nan("")));
      }
      m_input.decisions.push_back(std::move(decision));
    }
    return {};
  }

  Result<void> readFills()
  {
    ZVT_TRY(const CsvTable rows, table("fills.csv"));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      analytics::FillRecord fill;
      fill.orderId = rows.cell(row, "order_id");
      fill.entityId = rows.cell(row, "entity_id");
      fill.side = rows.cell(row, "side");
      ZVT_TRY(fill.time, time(rows, row, "time", "fills.csv"));
      ZVT_TRY(fill.quantity, exact<Quantity>(rows, row, "quantity"));
      ZVT_TRY(fill.price, exact<Price>(rows, row, "price"));
      if (const std::string multiplier = rows.cell(row, "multiplier"); !multiplier.empty()) {
        ZVT_TRY(fill.multiplier, Decimal::parse(multiplier));
      }
      if (const std::string market = rows.cell(row, "market_cost"); !market.empty()) {
        m_input.marketCosts.resize(rows.rows());
        ZVT_TRY(m_input.marketCosts[row], Money::parse(market));
      }
      const std::string items = rows.cell(row, "cost_items");
      for (const std::string_view item : split(items, ' ')) {
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos)
          continue;
        ZVT_TRY(const Money amount, Money::parse(item.substr(equals + 1)));
        fill.costs.push_back({std::string(item.substr(0, equals)), amount});
      }
      m_input.fills.push_back(std::move(fill));
    }
    return {};
  }

  Result<void> readHoldings()
  {
    if (!m_files.exists(m_folder / "holdings.csv"))
      return {};
    ZVT_TRY(const CsvTable rows, table("holdings.csv"));
    analytics::HoldingHistory& history = m_input.holdings;
    std::map<std::string, std::uint32_t> numbers; // ascending, as the holdings of a day are
    for (std::size_t row = 0; row < rows.rows(); ++row)
      numbers.emplace(rows.cell(row, "entity_id"), 0);
    for (auto& [id, number] : numbers) {
      number = static_cast<std::uint32_t>(history.entities.size());
      history.entities.push_back(id);
    }
    std::unordered_map<std::int32_t, std::vector<analytics::Holding>> byDay;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      ZVT_TRY(const TradingDay day, TradingDay::parse(rows.cell(row, "day")));
      byDay[day.days].push_back(
          {numbers[rows.cell(row, "entity_id")], rows.number(row, "market_value"), rows.number(row, "pnl")});
    }
    for (std::size_t i = 0; i < m_input.equity.size(); ++i) {
      analytics::EquityPoint& point = m_input.equity[i];
      const TradingDay day = point.time.day();
      const auto held = byDay.find(day.days);
      const auto isHeld = [](const analytics::Holding& holding) { return holding.value != 0; };
      if (point.marketValue != 0 && held != byDay.end())
        point.positions = static_cast<int>(std::max<std::ptrdiff_t>(1, std::ranges::count_if(held->second, isHeld)));
      const bool isLast = i + 1 == m_input.equity.size() || m_input.equity[i + 1].time.day() != day;
      if (isLast)
        history.days.push_back(
            {day, point.equity, held == byDay.end() ? std::vector<analytics::Holding>() : held->second});
    }
    return {};
  }

  Result<void> readAttribution()
  {
    if (!m_files.exists(m_folder / "attribution.csv"))
      return {};
    ZVT_TRY(const CsvTable rows, table("attribution.csv"));
    analytics::RunAttribution& attribution = m_input.attribution;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      const std::string part = rows.cell(row, "part");
      if (part == "factor")
        readFactor(rows, row);
      else if (part.starts_with(kBrinson))
        readEffects(rows, row, part.substr(kBrinson.size()));
    }
    if (attribution.fit && attribution.fit->betas.size() != attribution.factors.size())
      return std::unexpected(bad("attribution.csv"));
    return {};
  }

  void readFactor(const CsvTable& rows, std::size_t row)
  {
    analytics::RunAttribution& attribution = m_input.attribution;
    if (!attribution.fit)
      attribution.fit.emplace();
    const std::string name = rows.cell(row, "name");
    if (name == "@alpha") {
      attribution.fit->alpha = rows.number(row, "contribution");
    } else if (name == "@r_squared") {
      attribution.fit->rSquared = rows.number(row, "total");
      attribution.fit->periods = static_cast<std::size_t>(std::max(rows.number(row, "beta"), 0.0));
    } else {
      attribution.factors.push_back(name);
      attribution.fit->betas.push_back(rows.number(row, "beta"));
      attribution.fit->betaErrors.push_back(rows.number(row, "error"));
      attribution.fit->contributions.push_back(rows.number(row, "contribution"));
    }
  }

  void readEffects(const CsvTable& rows, std::size_t row, const std::string& key)
  {
    auto& groups = m_input.attribution.groups;
    if (groups.empty() || groups.back().key != key)
      groups.push_back({key, {}, {}});
    const analytics::GroupEffects effects{
        rows.number(row, "allocation"), rows.number(row, "selection"), rows.number(row, "interaction")};
    if (rows.cell(row, "name") == "@total") {
      groups.back().brinson.total = effects;
      groups.back().brinson.active = rows.number(row, "total");
      return;
    }
    groups.back().groups.push_back(rows.cell(row, "name"));
    groups.back().brinson.groups.push_back(effects);
  }

  static constexpr std::string_view kBrinson = "brinson.";
  const std::filesystem::path& m_folder;
  const FileSystem& m_files;
  const Json& m_manifest;
  analytics::ReportInput m_input;
};

}

Result<BacktestRun> readRunFolder(const std::filesystem::path& folder, const FileSystem& files)
{
  const auto none = [&] { return fail(Error{"backtest.no_run", {}, {{"file", folder.string()}}}); };
  const auto text = files.read(folder / "manifest.json");
  const auto manifest = text ? parseJson(*text) : Result<Json>(std::unexpected(text.error()));
  if (!manifest || !manifest->is_object() || manifest->value("format", Json()) != "zvt.run")
    return none();
  if (manifest->value("complete", Json(true)) == false)
    return fail(Error{"backtest.unfinished_folder", {}, {{"file", folder.string()}}});
  try {
    Reader reader(folder, files, *manifest);
    ZVT_TRY(analytics::ReportInput input, reader.read());
    ZVT_TRY(const std::vector<FileFault> faults, checkRunFiles(folder, *text, files));
    for (std::size_t i = 0; i < faults.size(); ++i)
      input.warnings.insert(input.warnings.begin() + static_cast<std::ptrdiff_t>(i), faults[i].error());
    BacktestRun run;
    run.manifest = *text;
    run.report = analytics::buildReport(std::move(input));
    return run;
  } catch (const Json::exception&) { // a field is missing or of another type
    return none();
  }
}

Result<std::string> withReportFacts(std::string_view manifestJson, const analytics::ReportInput& input)
{
  ZVT_TRY(Json manifest, parseJson(manifestJson));
  Json report = {
      {"currency", input.currency}, {"warnings", Json::array()}, {"log", input.log}, {"order_reasons", Json::object()}};
  for (const Error& warning : input.warnings)
    report["warnings"].push_back(errorJson(warning));
  for (const analytics::OrderRecord& order : input.orders)
    if (!order.reasonArguments.empty())
      report["order_reasons"][order.orderId] = fieldsJson(order.reasonArguments);
  manifest["report"] = std::move(report);
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}
