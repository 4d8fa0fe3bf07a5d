// SPDX-License-Identifier: GPL-3.0-or-later
// zvt strategy add … run: the strategies that live in a profile, without a window.
#include "app/cli/command_strategy_live.h"

#include "app/cli/option_check.h"
#include "app/cli/risk_profile.h"
#include "core/backtest/live/strategy_service.h"
#include "core/base/executor.h"
#include "core/base/memory_store.h"
#include "core/trading/paper_market.h"
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <future>

#include <fmt/ranges.h>

namespace zvt::cli {

namespace {

struct LiveOptions {
  std::vector<std::string> files, names, settings;
  std::string name, from, to, by = "zvt", note, format;
  bool stopped = false;
  bool resume = false;
  bool all = false;
  bool release = false;
};

/// The service of a profile, or one of the moment in memory.
class LiveDesk {
public:
  static Result<std::unique_ptr<LiveDesk>> open(app::Services& services, bool keeps)
  {
    std::unique_ptr<LiveDesk> desk(new LiveDesk(services));
    Store& ledger = keeps ? services.profile().ledger() : desk->m_nothing;
    if (keeps) {
      ZVT_TRY(desk->m_risk,
          risk::RiskDesk::open(ledger, risk::loadRiskLimits(services.files(), services.profile().path()),
              &desk->m_facts, services.clock()));
      ZVT_TRY_VOID(desk->takeOthers(services));
    }
    ZVT_TRY(const auto rules, services.rules());
    ZVT_TRY(desk->m_service,
        backtest::StrategyService::open({rules, trading::subjectLookup(services.profile()), desk->m_risk.get()},
            desk->m_bars, ledger, services.clock(), desk->m_thread, desk->m_parallel));
    return desk;
  }
  ~LiveDesk()
  {
    m_service.reset();
    m_thread.drain();
  }
  LiveDesk(const LiveDesk&) = delete;
  LiveDesk& operator=(const LiveDesk&) = delete;

  [[nodiscard]] backtest::StrategyService& service() { return *m_service; }
  [[nodiscard]] backtest::LiveBoardPtr board()
  {
    m_thread.drain();
    return m_service->board();
  }
  /// Returns when what was asked for is answered, or the user cancels.
  Result<void> wait(CommandLine& line, const std::function<void(backtest::StrategyService::Done)>& ask)
  {
    const auto answer = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> future = answer->get_future();
    ask([answer](Result<void> result) { answer->set_value(std::move(result)); });
    while (future.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) {
      ZVT_TRY_VOID(line.control().cancelToken().check());
      if (const auto now = m_service->board()->now)
        line.control().progress(-1, LocalTime{now->micros}.day().iso());
    }
    return future.get();
  }

private:
  /// Limits are over all accounts; those of the strategies the service brings itself.
  Result<void> takeOthers(app::Services& services)
  {
    ZVT_TRY(std::vector<std::string> names, trading::journaledAccounts(services.profile().ledger()));
    std::erase_if(names, backtest::isStrategyAccount);
    if (names.empty())
      return {};
    ZVT_TRY(const std::vector<LedgerAccount> accounts, ledgerAccounts(services, names));
    for (const LedgerAccount& account : accounts) {
      std::vector<std::string> held;
      for (const auto& [entityId, position] : account.state.account().positions())
        held.push_back(entityId);
      ZVT_TRY_VOID(m_risk->know(held, account.state.account().day() - 1));
      m_risk->book().settle(snapshotOf(account));
    }
    return {};
  }
  explicit LiveDesk(app::Services& services)
      : m_bars(services.profile(), services.marketData())
      , m_facts(services.profile(), services.marketData())
      , m_thread("strategies", services.clock())
  {
  }
  MemoryStore m_nothing;
  backtest::ProfileSource m_bars;
  TbbParallelFor m_parallel;
  risk::SecurityFacts m_facts;
  std::unique_ptr<risk::RiskDesk> m_risk;
  ThreadExecutor m_thread;
  std::unique_ptr<backtest::StrategyService> m_service;
};

Result<backtest::Deployment> readDeployment(
    const FileSystem& files, const std::string& file, const LiveOptions& options)
{
  backtest::Deployment deployment;
  deployment.name = options.name;
  deployment.file = file;
  ZVT_TRY(deployment.source, files.read(file));
  deployment.settings = options.settings;
  deployment.started = !options.stopped;
  deployment.resumes = options.resume;
  return deployment;
}

Cell money(const backtest::LiveRow& row, Money amount)
{
  return row.hasAccount ? Cell{amount.toDouble()} : Cell{};
}

Result<void> printBoard(CommandLine& line, const backtest::LiveBoard& board, const LiveOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"strategy", "state", "day", "equity", "profit", "day_profit", "realised", "unrealised",
                         "positions", "orders_today", "fills_today", "decision", "decided_on", "lag_ms", "reason"},
      format, stdout);
  for (const backtest::LiveRow& row : board.rows) {
    std::string decision;
    std::string reason = row.fault.code.empty() ? "" : line.messages().describe(row.fault);
    if (row.decision) {
      decision = fmt::format(
          "{} {} {}", trading::toString(row.decision->side), row.decision->quantity.toString(), row.decision->entityId);
      if (reason.empty() && !row.decision->refusal.code.empty())
        reason = line.messages().describe(row.decision->refusal);
    }
    output.row({row.name, std::string(toString(row.state)), row.day ? Cell{row.day->iso()} : Cell{},
        money(row, row.equity), money(row, row.profit), money(row, row.dayProfit), money(row, row.realised),
        money(row, row.unrealised), static_cast<std::int64_t>(row.positions), std::int64_t{row.ordersToday},
        std::int64_t{row.fillsToday}, decision.empty() ? Cell{} : Cell{decision},
        row.decision ? Cell{LocalTime{row.decision->at.micros}.day().iso()} : Cell{},
        static_cast<double>(row.lag.micros) / 1000, reason.empty() ? Cell{} : Cell{reason}});
  }
  output.finish();
  for (const backtest::LiveRow& row : board.rows)
    for (const trading::AccountNews& news : row.accountNews)
      line.note(fmt::format("{}: {}", row.name, line.messages().describe(trading::noticeOf(news))));
  if (!board.problem.code.empty())
    return fail(board.problem);
  return {};
}

/// Before any market of that day opens.
Result<Timestamp> beginOf(const std::string& day)
{
  ZVT_TRY(const TradingDay date, TradingDay::parse(day));
  return Timestamp{LocalTime::of(date).micros};
}

Result<void> addFiles(CommandLine& line, const LiveOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const auto desk, LiveDesk::open(*services, true));
  for (const std::string& file : options.files) {
    ZVT_TRY(const backtest::Deployment deployment, readDeployment(services->files(), file, options));
    ZVT_TRY_VOID(desk->wait(line, [&](auto told) { desk->service().deploy(deployment, std::move(told)); }));
  }
  return printBoard(line, *desk->board(), options);
}

Result<void> list(CommandLine& line, const LiveOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto deployments, backtest::readDeployments(services->profile().ledger()));
  ZVT_TRY(const auto clutch, risk::Clutch::open(services->profile().ledger(), services->clock()));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"strategy", "state", "file", "account", "settings", "resumes", "reason"}, format, stdout);
  for (const backtest::Deployment& one : deployments) {
    trading::Order any;
    any.account = one.account;
    any.source = one.name;
    const char* state = one.started ? "running" : "stopped";
    if (one.started && !clutch->check(any))
      state = "clutched";
    else if (!one.started && !one.fault.code.empty())
      state = "failed";
    output.row({one.name, std::string(state), one.file, one.account, fmt::format("{}", fmt::join(one.settings, " ")),
        one.resumes, one.fault.code.empty() ? Cell{} : Cell{line.messages().describe(one.fault)}});
  }
  output.finish();
  return {};
}

using Command = void (*)(backtest::StrategyService& service, std::vector<std::string> names, const LiveOptions& options,
    backtest::StrategyService::Done done);

Result<void> change(CommandLine& line, const LiveOptions& options, Command command)
{
  if (options.names.empty() != options.all)
    return fail("cli.names_or_all");
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(const auto desk, LiveDesk::open(*services, true));
  ZVT_TRY_VOID(desk->wait(line, [&](auto told) { command(desk->service(), options.names, options, std::move(told)); }));
  return printBoard(line, *desk->board(), options);
}

/// With files: those, from a day on, with accounts of the moment. Without: those of the profile, from where they stand.
Result<void> run(CommandLine& line, const LiveOptions& options)
{
  const bool keeps = options.files.empty();
  if (!keeps && options.from.empty())
    return fail("strategy.no_market");
  ZVT_TRY(app::Services * services, line.open(!keeps));
  ZVT_TRY(const auto desk, LiveDesk::open(*services, keeps));
  if (!options.from.empty() && !desk->board()->now) {
    ZVT_TRY(const Timestamp from, beginOf(options.from));
    ZVT_TRY_VOID(desk->wait(line, [&](auto told) { desk->service().moveTo(from, std::move(told)); }));
  }
  if (!desk->board()->now)
    return fail("strategy.no_market");
  for (const std::string& file : options.files) {
    ZVT_TRY(const backtest::Deployment deployment, readDeployment(services->files(), file, options));
    ZVT_TRY_VOID(desk->wait(line, [&](auto told) { desk->service().deploy(deployment, std::move(told)); }));
  }
  std::optional<Timestamp> to;
  if (!options.to.empty()) {
    ZVT_TRY(const TradingDay last, TradingDay::parse(options.to));
    to = Timestamp{LocalTime::of(last + 1).micros};
  }
  ZVT_TRY_VOID(desk->wait(line, [&](auto told) {
    if (to)
      desk->service().moveTo(*to, std::move(told));
    else
      desk->service().moveToEnd(std::move(told));
  }));
  return printBoard(line, *desk->board(), options);
}

void addFormat(CLI::App& command, LiveOptions& options)
{
  command.add_option("--format", options.format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
}

CLI::App* addChange(CLI::App& strategy, CommandLine& line, const std::shared_ptr<LiveOptions>& options,
    const char* name, const char* help, Command command)
{
  CLI::App* made = strategy.add_subcommand(name, help);
  made->add_option("name", options->names, "Names on the board");
  made->add_flag("--all", options->all, "All of them");
  addFormat(*made, *options);
  made->callback(
      [&line, options, command] { line.run = [&line, options, command] { return change(line, *options, command); }; });
  return made;
}

}

void addLiveStrategyCommands(CLI::App& strategy, CommandLine& line)
{
  auto options = std::make_shared<LiveOptions>();
  const auto withFiles = [&](CLI::App* command) {
    command->add_option("file", options->files, "Files *.zvtstrategy or *.lua");
    command->add_option("--set", options->settings, "name=value, applied first; repeat");
    addFormat(*command, *options);
  };
  CLI::App* add = strategy.add_subcommand("add", "Put strategies to work in this profile, on paper");
  withFiles(add);
  add->add_option("--name", options->name, "Its name on the board; otherwise the one in the file");
  add->add_flag("--stopped", options->stopped, "Not to be started yet");
  add->add_flag("--resume", options->resume, "Starts again even after the program was killed");
  add->callback([&line, options] { line.run = [&line, options] { return addFiles(line, *options); }; });
  CLI::App* listing = strategy.add_subcommand("list", "Strategies that live in this profile");
  addFormat(*listing, *options);
  listing->callback([&line, options] { line.run = [&line, options] { return list(line, *options); }; });
  addChange(strategy, line, options, "start", "Start strategies of the board",
      [](auto& service, auto names, const auto&, auto done) { service.start(std::move(names), std::move(done)); });
  addChange(strategy, line, options, "stop", "Stop strategies of the board; their open orders are cancelled",
      [](auto& service, auto names, const auto&, auto done) { service.stop(std::move(names), std::move(done)); });
  addChange(strategy, line, options, "remove", "Take strategies from the board; their journals stay",
      [](auto& service, auto names, const auto&, auto done) { service.remove(std::move(names), std::move(done)); });
  CLI::App* clutch =
      addChange(strategy, line, options, "clutch", "No order of theirs leaves while they go on observing",
          [](auto& service, auto names, const auto& chosen, auto done) {
            if (chosen.release)
              service.release(std::move(names), chosen.by, chosen.note, std::move(done));
            else
              service.clutch(std::move(names), chosen.by, chosen.note, std::move(done));
          });
  clutch->add_flag("--release", options->release, "Orders leave again");
  clutch->add_option("--by", options->by, "Who does it")->capture_default_str();
  clutch->add_option("--note", options->note, "Why");
  CLI::App* running = strategy.add_subcommand("run",
      "Play stored bars to the strategies of this profile, or with files to those and keep nothing; then the board");
  withFiles(running);
  running->add_option("--from", options->from, "First day, where the market has not begun");
  running->add_option("--to", options->to, "Last day; otherwise to the newest bar");
  running->callback([&line, options] { line.run = [&line, options] { return run(line, *options); }; });
}

}
