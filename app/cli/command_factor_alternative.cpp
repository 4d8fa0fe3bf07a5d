// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor mood | seats: the mood of a text, and what the seats of the dragon-and-tiger list did.
#include "app/cli/command_factor_alternative.h"

#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/data/market_data.h"
#include "core/factor/alternative/seat_table.h"
#include "core/factor/alternative/sentiment.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

namespace zvt::cli {

namespace {

struct AlternativeArguments {
  std::string text, lexicon, language, asOf, format;
  std::size_t top = 50;
};

/// The program's lexicons, those of the profile, or a file given for the language of the text.
Result<factor::Lexicons> lexiconsFor(CommandLine& line, const AlternativeArguments& arguments)
{
  if (!arguments.lexicon.empty()) {
    ZVT_TRY(const std::string text, OsFileSystem().read(arguments.lexicon));
    auto own = factor::Lexicon::parse(text);
    if (!own)
      return fail(std::move(own).error().with("file", arguments.lexicon));
    return factor::Lexicons{*own, *own};
  }
  const auto services = line.open(true);
  if (!services)
    return factor::Lexicons::builtIn(); // a text needs no profile
  return factor::Lexicons::load((*services)->files(), (*services)->profile().path());
}

double rounded(double weight)
{
  return std::round(weight * 1e4) / 1e4;
}

Result<void> mood(CommandLine& line, const AlternativeArguments& arguments)
{
  if (!arguments.language.empty()) {
    fmt::print("{}",
        factor::Lexicon::builtInText(
            arguments.language == "chinese" ? factor::Language::Chinese : factor::Language::English));
    return {};
  }
  if (arguments.text.empty())
    return fail("factor.no_text");
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const factor::Lexicons lexicons, lexiconsFor(line, arguments));
  const factor::TextMood mood = factor::moodOf(arguments.text, lexicons);
  TableOutput output({"word", "weight"}, format, stdout);
  for (const factor::WordMood& word : mood.words)
    output.row({word.word, rounded(word.weight)});
  output.row({std::string("= score"), rounded(mood.score)});
  output.finish();
  return {};
}

Result<void> seats(CommandLine& line, const AlternativeArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  TradingDay asOf{std::numeric_limits<std::int32_t>::max()};
  if (!arguments.asOf.empty()) {
    ZVT_TRY(asOf, TradingDay::parse(arguments.asOf));
  }
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const factor::SeatBook book, factor::readSeatBook(services->profile(), services->marketData()));
  std::vector<std::pair<std::string, factor::SeatBook::Totals>> all(book.totals().begin(), book.totals().end());
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.second.days > b.second.days; });
  if (arguments.top > 0 && all.size() > arguments.top)
    all.resize(arguments.top);
  std::vector<std::string> head{"seat", "days", "bought", "sold", "net", "purchases"};
  for (const int days : factor::kWinDays)
    head.push_back(fmt::format("win_rate_{}", days));
  TableOutput output(head, format, stdout);
  for (const auto& [seat, totals] : all) {
    std::vector<Cell> row{seat, std::int64_t{totals.days}, totals.bought, totals.sold, totals.bought - totals.sold,
        std::int64_t{book.winRate(seat, 0, asOf).settled}};
    for (std::size_t n = 0; n < factor::kWinDays.size(); ++n) {
      const factor::WinRate rate = book.winRate(seat, n, asOf);
      row.push_back(rate.settled > 0 ? Cell{rate.rate()} : Cell{});
    }
    output.row(std::move(row));
  }
  output.finish();
  return {};
}

}

void addFactorAlternativeCommands(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<AlternativeArguments>();
  const auto add = [&](const char* name, const char* what,
                       Result<void> (*work)(CommandLine&, const AlternativeArguments&)) {
    CLI::App* command = factor.add_subcommand(name, what);
    command->callback(
        [&line, arguments, work] { line.run = [&line, arguments, work] { return work(line, *arguments); }; });
    command->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
    return command;
  };
  CLI::App* judging = add("mood", "The mood of a text, -1 to 1, and the words that it comes from", mood);
  CLI::Option* text = judging->add_option("text", arguments->text, "A headline, Chinese or English");
  judging->add_option("--lexicon", arguments->lexicon, "A file of words instead of the program's or the profile's");
  judging->add_option("--export", arguments->language, "Write the program's words: english or chinese")
      ->check(CLI::IsMember({"english", "chinese"}))
      ->excludes(text);
  CLI::App* listing =
      add("seats", "Seats of the dragon-and-tiger list: bought, sold, and how often it was worth while", seats);
  listing->add_option("--as-of", arguments->asOf, "Only outcomes known on that day")
      ->check(emptyOrParsedBy(TradingDay::parse));
  listing->add_option("--top", arguments->top, "Most rows; 0: all")
      ->capture_default_str()
      ->check(CLI::Range(0, 1'000'000));
}

}
