// SPDX-License-Identifier: Apache-2.0
#include "core/storage/coverage_spans.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace zvt::storage {

namespace {

constexpr std::array<std::string_view, 5> kNames = {"failed", "answered", "no_data", "suspended", "not_listed"};

using Answer = std::pair<Asked, std::string>; // ordered: the greater says more

/// A span begins to hold, or no longer does, on a day.
struct Change {
  std::int64_t day = 0;
  bool begins = false;
  const CoverageSpan* span = nullptr;
};

void addChanges(const CoverageSpans& spans, std::vector<Change>& changes)
{
  for (const CoverageSpan& span : spans) {
    if (span.first > span.last)
      continue;
    changes.push_back({span.first.days, true, &span});
    changes.push_back({std::int64_t{span.last.days} + 1, false, &span});
  }
}

void append(CoverageSpans& spans, std::int64_t from, std::int64_t to, const Answer& answer)
{
  const TradingDay first{static_cast<std::int32_t>(from)};
  const TradingDay last{static_cast<std::int32_t>(to - 1)};
  if (!spans.empty()) {
    CoverageSpan& before = spans.back();
    if (std::int64_t{before.last.days} + 1 == from && before.asked == answer.first && before.detail == answer.second) {
      before.last = last;
      return;
    }
  }
  spans.push_back({first, last, answer.first, answer.second});
}

Result<TradingDay> readDay(const Json& json)
{
  if (!json.is_string())
    return fail("storage.bad_coverage");
  return TradingDay::parse(json.get_ref<const std::string&>());
}

Result<CoverageSpan> readSpan(const Json& json)
{
  if (!json.is_array() || json.size() < 3 || json.size() > 4 || !json[2].is_string())
    return fail("storage.bad_coverage");
  CoverageSpan span;
  ZVT_TRY(span.first, readDay(json[0]));
  ZVT_TRY(span.last, readDay(json[1]));
  ZVT_TRY(span.asked, parseAsked(json[2].get_ref<const std::string&>()));
  if (json.size() == 4 && !json[3].is_string())
    return fail("storage.bad_coverage");
  if (json.size() == 4)
    span.detail = json[3].get<std::string>();
  return span;
}

}

std::string_view toString(Asked asked)
{
  return kNames.at(static_cast<std::size_t>(asked));
}

Result<Asked> parseAsked(std::string_view text)
{
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end())
    return fail("storage.bad_coverage");
  return static_cast<Asked>(found - kNames.begin());
}

CoverageSpans merged(const CoverageSpans& a, const CoverageSpans& b)
{
  std::vector<Change> changes;
  addChanges(a, changes);
  addChanges(b, changes);
  std::sort(changes.begin(), changes.end(), [](const Change& x, const Change& y) { return x.day < y.day; });
  CoverageSpans result;
  std::multiset<Answer> holding;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Change& change = changes[i];
    Answer answer{change.span->asked, change.span->detail};
    if (change.begins)
      holding.insert(std::move(answer));
    else
      holding.erase(holding.find(answer));
    if (i + 1 < changes.size() && changes[i + 1].day > change.day && !holding.empty())
      append(result, change.day, changes[i + 1].day, *holding.rbegin());
  }
  return result;
}

CoverageSpans without(const CoverageSpans& spans, TradingDay first, TradingDay last)
{
  CoverageSpans result;
  for (const CoverageSpan& span : spans) {
    if (first > last || span.last < first || span.first > last) {
      result.push_back(span);
      continue;
    }
    if (span.first < first)
      result.push_back({span.first, first - 1, span.asked, span.detail});
    if (span.last > last)
      result.push_back({last + 1, span.last, span.asked, span.detail});
  }
  return result;
}

const CoverageSpan* spanOn(const CoverageSpans& spans, TradingDay day)
{
  const auto after = std::upper_bound(
      spans.begin(), spans.end(), day, [](TradingDay d, const CoverageSpan& span) { return d < span.first; });
  return after != spans.begin() && (after - 1)->last >= day ? &*(after - 1) : nullptr;
}

std::string coverageText(const CoverageSpans& spans)
{
  Json list = Json::array();
  for (const CoverageSpan& span : spans) {
    Json item = {span.first.iso(), span.last.iso(), toString(span.asked)};
    if (!span.detail.empty())
      item.push_back(span.detail);
    list.push_back(std::move(item));
  }
  return canonicalJson(list);
}

Result<CoverageSpans> parseCoverage(std::string_view text)
{
  ZVT_TRY(const Json list, parseJson(text));
  if (!list.is_array())
    return fail("storage.bad_coverage");
  CoverageSpans spans;
  for (const Json& item : list) {
    ZVT_TRY(CoverageSpan span, readSpan(item));
    spans.push_back(std::move(span));
  }
  return merged(spans, {});
}

}
