// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/news_flow.h"
#include "core/factor/alternative/sentiment.h"
#include "core/factor/alternative/sources.h"
#include "core/factor/alternative/table_rows.h"
#include "core/storage/coverage_store.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

class NewsSource final : public ClockedSource {
public:
  NewsSource(data::MarketData& data, storage::Profile& profile, const FileSystem& files)
      : ClockedSource(data,
            {"news_count", "news_sentiment", "news_buzz", "news_model_sentiment", "social_mentions", "social_sentiment",
                "social_buzz"})
      , m_profile(profile)
      , m_files(files)
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    NamedColumns columns;
    if (const auto column = firstWanted(wanted, {"news_sentiment", "news_count", "news_buzz"}); !column.empty()) {
      ZVT_TRY(const auto news, readNews(bars.entityId, column, isWanted(wanted, "news_sentiment")));
      ZVT_TRY(const Timestamp recorded, recordedUntil("stock_news", bars.entityId, news, clock));
      MentionFlow flow = mentionFlow(news, clock, recorded);
      columns = {{"news_count", std::move(flow.count)}, {"news_sentiment", std::move(flow.mood)},
          {"news_buzz", std::move(flow.buzz)}};
    }
    if (isWanted(wanted, "news_model_sentiment")) {
      ZVT_TRY(const auto news, readModel(bars.entityId));
      columns["news_model_sentiment"] = mentionFlow(news, clock, {}).mood;
    }
    if (const auto column = firstWanted(wanted, {"social_mentions", "social_sentiment", "social_buzz"});
        !column.empty()) {
      ZVT_TRY(const auto mentions, readSocial(bars.entityId, column));
      ZVT_TRY(const Timestamp recorded, recordedUntil("social_sentiment", bars.entityId, mentions, clock));
      MentionFlow flow = mentionFlow(mentions, clock, recorded);
      columns["social_mentions"] = std::move(flow.count);
      columns["social_sentiment"] = std::move(flow.mood);
      columns["social_buzz"] = std::move(flow.buzz);
    }
    return columns;
  }

private:
  /// The end of the last day for which a provider answered, or the moment at which it was asked if that is earlier;
  /// what nobody asked for (a file) ends with its last row.
  Result<Timestamp> recordedUntil(std::string_view schema, const std::string& entityId,
      std::span<const Mention> mentions, const BarClock& clock) const
  {
    storage::CoverageFilter filter;
    filter.entityId = entityId;
    filter.schema = std::string(schema);
    ZVT_TRY(const auto entries, m_profile.coverage().list(filter));
    Timestamp until = mentions.empty() ? Timestamp{} : mentions.back().published;
    for (const storage::CoverageEntry& entry : entries)
      for (const storage::CoverageSpan& span : entry.spans)
        if (span.asked != storage::Asked::Failed)
          until = std::max(until, std::min(clock.endOf(span.last), entry.asked));
    return until;
  }
  /// A code is unique within a provider and moment only. News counts once though it comes again under its code, or
  /// under its title on one day.
  Result<std::vector<Mention>> readNews(const std::string& entityId, std::string_view column, bool judge) const
  {
    std::vector<std::string> names{"timestamp", "news_code", "ignore_by_user", "news_title"};
    if (judge)
      names.emplace_back("news_content");
    ZVT_TRY(const TableRows rows, TableRows::read(m_profile, "stock_news", entityId, std::move(names), column));
    const Lexicons* lexicons = nullptr;
    if (judge) {
      ZVT_TRY(lexicons, currentLexicons());
    }
    std::set<std::pair<std::string, std::string_view>> seen;
    const auto isNew = [&](std::size_t i) {
      const std::string_view title = rows.text(i, 3);
      const std::int64_t micros = rows.moment(i, 0).micros;
      const std::string code(rows.text(i, 1));
      if (title.empty())
        return seen.insert({code + '@' + std::to_string(micros), {}}).second;
      const bool isNewCode = seen.insert({code, title}).second;
      constexpr std::int64_t kDay = 86'400'000'000;
      return seen.insert({'@' + std::to_string(micros / kDay), title}).second && isNewCode;
    };
    std::vector<Mention> news;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (!rows.flag(i, 2) && isNew(i))
        news.push_back({rows.moment(i, 0), judge ? newsMood(rows.text(i, 3), rows.text(i, 4), *lexicons) : kUnknown});
    return news;
  }
  Result<std::vector<Mention>> readModel(const std::string& entityId) const
  {
    ZVT_TRY(const TableRows rows,
        TableRows::read(m_profile, "news_sentiment", entityId, {"timestamp", "news_code", "sentiment", "relevance"},
            "news_model_sentiment"));
    std::set<std::pair<std::int64_t, std::string_view>> seen;
    std::vector<Mention> news;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double relevance = rows.number(i, 3);
      if (seen.insert({rows.moment(i, 0).micros, rows.text(i, 1)}).second)
        news.push_back({rows.moment(i, 0), rows.number(i, 2), relevance >= 0 ? relevance : 1});
    }
    return news;
  }
  Result<std::vector<Mention>> readSocial(const std::string& entityId, std::string_view column) const
  {
    ZVT_TRY(const TableRows rows,
        TableRows::read(m_profile, "social_sentiment", entityId,
            {"timestamp", "mentions", "sentiment", "positive", "negative"}, column));
    std::vector<Mention> mentions;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (const double count = rows.number(i, 1); count > 0)
        mentions.push_back({rows.moment(i, 0), socialMood(rows, i), count});
    return mentions;
  }
  /// As the provider says; else (positive − negative) / (positive + negative).
  static double socialMood(const TableRows& rows, std::size_t i)
  {
    if (const double mood = rows.number(i, 2); !std::isnan(mood))
      return mood;
    const double sum = rows.number(i, 3) + rows.number(i, 4);
    return sum > 0 ? (rows.number(i, 3) - rows.number(i, 4)) / sum : kUnknown;
  }

  /// Read anew only when a user's file was written.
  Result<const Lexicons*> currentLexicons() const
  {
    std::string texts;
    for (const Language language : {Language::English, Language::Chinese}) {
      const auto file = lexiconFile(m_profile.path(), language);
      if (m_files.exists(file)) {
        ZVT_TRY(const std::string text, m_files.read(file));
        texts += text;
      }
      texts += '\0';
    }
    if (!m_lexicons || texts != m_texts) {
      ZVT_TRY(m_lexicons, Lexicons::load(m_files, m_profile.path()));
      m_texts = std::move(texts);
    }
    return &*m_lexicons;
  }

  storage::Profile& m_profile;
  const FileSystem& m_files;
  mutable std::string m_texts;
  mutable std::optional<Lexicons> m_lexicons;
};

}

std::unique_ptr<ColumnSource> makeNewsSource(data::MarketData& data, storage::Profile& profile, const FileSystem& files)
{
  return std::make_unique<NewsSource>(data, profile, files);
}

}
