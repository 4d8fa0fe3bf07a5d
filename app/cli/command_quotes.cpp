// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/base/file_system.h"
#include "core/base/time_zone.h"
#include "core/data/quote_file.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

struct QuotesOptions {
  std::vector<std::string> files;
  std::string format;
  bool all = false;
  bool trades = false;
};

/// NaN is a missing cell.
Cell numberCell(double value)
{
  return std::isnan(value) ? Cell{} : Cell{value};
}

std::vector<Cell> quoteCells(const market::Quote& quote, const std::string& time)
{
  const auto best = [](const market::DepthSide& side, double market::DepthLevel::* member) {
    return side.empty() ? Cell{} : numberCell(side[0].*member);
  };
  const double percent = std::round(quote.changeRatio() * 10'000) / 100;
  return {quote.entityId, time, numberCell(quote.last), numberCell(percent), numberCell(quote.previousClose),
      numberCell(quote.open), numberCell(quote.high), numberCell(quote.low), quote.volume, numberCell(quote.turnover),
      best(quote.bids, &market::DepthLevel::price), best(quote.bids, &market::DepthLevel::volume),
      best(quote.asks, &market::DepthLevel::price), best(quote.asks, &market::DepthLevel::volume)};
}

std::vector<Cell> tradeCells(const std::string& entityId, const market::Trade& trade, const std::string& time)
{
  return {
      entityId, time, numberCell(trade.price), trade.volume, std::string(market::toString(trade.side)), trade.inferred};
}

/// Plays the file through a hub, as the window does: what the hub refuses is not printed but counted.
class Player {
public:
  Player(const QuotesOptions& options, TableOutput& output)
      : m_options(options)
      , m_output(output)
  {
  }

  Result<void> play(const data::QuoteFile& file)
  {
    for (const auto& [entityId, snapshots] : file.snapshots) {
      ZVT_TRY(const auto id, market::EntityId::parse(entityId));
      ZVT_TRY(const auto calendar, market::Calendar::of(id));
      data::TapeFrame frame;
      frame.entityId = entityId;
      frame.session = market::DaySession::of(*calendar, file.day);
      const auto tape = data::tapeOf(file, frame);
      const auto trades = m_hub.subscribe({entityId}, data::QuoteDetail::Trades);
      m_hub.beginDay(entityId, frame.session);
      while (tape->next() != Timestamp::max())
        step(*tape, entityId, calendar->zone());
      if (!m_options.all && !m_options.trades)
        if (const data::QuotePtr quote = m_hub.quote(entityId))
          m_output.row(quoteCells(*quote, calendar->zone().toLocal(quote->time).iso()));
    }
    return {};
  }

  [[nodiscard]] data::QuoteHubCounts counts() const { return m_hub.counts(); }

private:
  /// One moment of the tape.
  void step(data::QuoteTape& tape, const std::string& entityId, const TimeZone& zone)
  {
    data::TapeOutput moment;
    const std::string time = zone.toLocal(tape.next()).iso();
    tape.play(tape.next(), moment);
    const std::uint64_t before = m_hub.counts().quotes;
    m_hub.publish(entityId, moment.trades);
    m_hub.publish(moment.quotes);
    const bool isGood = m_hub.counts().quotes > before;
    if (isGood && m_options.trades)
      for (const market::Trade& trade : moment.trades)
        m_output.row(tradeCells(entityId, trade, time));
    if (isGood && m_options.all && !m_options.trades)
      for (const market::Quote& quote : moment.quotes)
        m_output.row(quoteCells(quote, time));
  }

  const QuotesOptions& m_options;
  TableOutput& m_output;
  data::QuoteHub m_hub;
};

Result<void> showQuotes(CommandLine& line, const QuotesOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  std::vector<std::string> header = {"entity_id", "time", "last", "change_pct", "previous_close", "open", "high", "low",
      "volume", "turnover", "bid", "bid_volume", "ask", "ask_volume"};
  if (options.trades)
    header = {"entity_id", "time", "price", "volume", "side", "inferred"};
  TableOutput output(header, format, stdout);
  Player player(options, output);
  for (const std::string& path : options.files) {
    const OsFileSystem files;
    ZVT_TRY(const data::QuoteFile file, data::loadQuoteFile(files, path, path));
    ZVT_TRY_VOID(player.play(file));
    for (const std::string& code : file.strangers)
      line.note(fmt::format("{}: no known exchange", code));
    if (file.otherDays > 0)
      line.note(fmt::format("{} quotes of days before {} left out", file.otherDays, file.day.iso()));
  }
  output.finish();
  for (const auto& [code, count] : player.counts().faults)
    line.note(fmt::format("{} refused: {}", count, code));
  return {};
}

}

void addQuotesCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* quotes = program.add_subcommand("quotes", "Recorded quotes (QMT full ticks as JSON): what they say");
  auto options = std::make_shared<QuotesOptions>();
  quotes->add_option("files", options->files, "get_full_tick() as JSON, one document or one a line")
      ->required()
      ->check(CLI::ExistingFile);
  quotes->add_flag("--all", options->all, "Every snapshot instead of each security's newest");
  quotes->add_flag("--trades", options->trades, "What was traded between the snapshots, with the side that follows");
  quotes->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  quotes->callback([&line, options] { line.run = [&line, options] { return showQuotes(line, *options); }; });
}

}
