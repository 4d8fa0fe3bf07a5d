// SPDX-License-Identifier: Apache-2.0
#include "core/market/rule_book.h"

#include "core/base/checksum.h"
#include "core/market/rule_entry.h"
#include "rules_resources.h"

#include <algorithm>
#include <array>

namespace zvt::market {
namespace {

constexpr std::array kFeeKinds{
    RuleKind::StampDuty, RuleKind::TransferFee, RuleKind::HandlingFee, RuleKind::SupervisionFee, RuleKind::Commission};
/// No rule reaches further into a listing; later days need no count of trading days.
constexpr int kLongestFirstDays = 5;

std::unexpected<Error> unknown(RuleKind kind, Board board, TradingDay day)
{
  return fail("rules.unknown",
      {{"kind", std::string(toString(kind))}, {"board", std::string(toString(board))}, {"day", day.iso()}});
}

/// Trading days since the first day of a mainland listing, as far as any rule asks; long ago when the day is not known.
Result<int> daysSinceListing(const RuleSubject& subject, TradingDay day)
{
  constexpr int kLongAgo = 1'000'000;
  if (!subject.listed || day - *subject.listed > 30)
    return kLongAgo;
  if (day <= *subject.listed)
    return 0;
  ZVT_TRY(const auto calendar, Calendar::load("cn"));
  ZVT_TRY(const auto days, calendar->between(*subject.listed, day));
  return static_cast<int>(days.size()) - 1;
}

bool fits(const RuleEntry& entry, const RuleSubject& subject, int sinceListing)
{
  if (entry.specialTreatment && *entry.specialTreatment != subject.specialTreatment)
    return false;
  if (!entry.exchange.empty() && entry.exchange != subject.exchange)
    return false;
  if (entry.firstDays > 0 && sinceListing >= entry.firstDays)
    return false;
  if (entry.listedFrom && (!subject.listed || *subject.listed < *entry.listedFrom))
    return false;
  return !entry.listedTo || (subject.listed && *subject.listed <= *entry.listedTo);
}

const RuleEntry* findEntry(
    const std::vector<RuleEntry>& entries, RuleKind kind, const RuleSubject& subject, TradingDay day, int sinceListing)
{
  const RuleEntry* best = nullptr;
  for (const RuleEntry& entry : entries)
    if (entry.concerns(kind, subject.board) && entry.isInForce(day) && fits(entry, subject, sinceListing)
        && (!best || entry.specificity() > best->specificity()))
      best = &entry;
  return best;
}

template <typename Rule>
Result<Rule> findRule(const std::vector<RuleEntry>& entries, RuleKind kind, const RuleSubject& subject, TradingDay day,
    int sinceListing = kLongestFirstDays)
{
  const RuleEntry* entry = findEntry(entries, kind, subject, day, sinceListing);
  if (!entry)
    return unknown(kind, subject.board, day);
  return std::get<Rule>(entry->value);
}

}

RuleSubject RuleSubject::of(const EntityId& id)
{
  RuleSubject subject;
  subject.board = boardOf(id);
  subject.exchange = id.exchange;
  return subject;
}

Price TickRule::tickAt(Price price) const
{
  for (const Band& band : bands)
    if (price < band.below)
      return band.tick;
  return tick;
}

Result<RuleBook> RuleBook::fromJson(const std::vector<std::string>& documents)
{
  auto data = std::make_shared<Data>();
  std::string all;
  for (const std::string& document : documents) {
    ZVT_TRY(auto entries, readRules(document));
    std::move(entries.begin(), entries.end(), std::back_inserter(data->entries));
    all += document;
  }
  RuleBook book;
  book.m_data = std::move(data);
  book.m_version = sha256Hex(all);
  return book;
}

namespace {

Result<std::shared_ptr<const RuleBook>> readEmbedded()
{
  std::vector<EmbeddedResource> files;
  for (const EmbeddedResource& file : resources::rules())
    if (file.path.starts_with("rules_"))
      files.push_back(file);
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  std::vector<std::string> documents;
  for (const EmbeddedResource& file : files)
    documents.emplace_back(file.content);
  ZVT_TRY(RuleBook book, RuleBook::fromJson(documents));
  return std::make_shared<const RuleBook>(std::move(book));
}

}

Result<std::shared_ptr<const RuleBook>> RuleBook::load()
{
  static const Result<std::shared_ptr<const RuleBook>> book = readEmbedded();
  return book;
}

Result<PriceLimit> RuleBook::priceLimit(
    const RuleSubject& subject, TradingDay day, std::optional<int> tradingDaysSinceListing) const
{
  int sinceListing = 0;
  if (tradingDaysSinceListing) {
    sinceListing = *tradingDaysSinceListing;
  } else {
    ZVT_TRY(sinceListing, daysSinceListing(subject, day));
  }
  return findRule<PriceLimit>(m_data->entries, RuleKind::PriceLimit, subject, day, sinceListing);
}

Result<LotRule> RuleBook::lot(const RuleSubject& subject, TradingDay day) const
{
  return findRule<LotRule>(m_data->entries, RuleKind::Lot, subject, day);
}

Result<TickRule> RuleBook::tick(const RuleSubject& subject, TradingDay day) const
{
  return findRule<TickRule>(m_data->entries, RuleKind::Tick, subject, day);
}

Result<SettlementRule> RuleBook::settlement(const RuleSubject& subject, TradingDay day) const
{
  return findRule<SettlementRule>(m_data->entries, RuleKind::Settlement, subject, day);
}

Result<FeeRule> RuleBook::fee(const RuleSubject& subject, RuleKind kind, TradingDay day) const
{
  if (std::find(kFeeKinds.begin(), kFeeKinds.end(), kind) == kFeeKinds.end())
    return unknown(kind, subject.board, day);
  return findRule<FeeRule>(m_data->entries, kind, subject, day);
}

std::vector<FeeRule> RuleBook::unrecordedFees(const RuleSubject& subject, FeeSide side, TradingDay day) const
{
  std::vector<FeeRule> fees;
  for (const RuleKind kind : kFeeKinds) {
    const RuleEntry* entry = findEntry(m_data->entries, kind, subject, day, kLongestFirstDays);
    const FeeRule* fee = entry ? std::get_if<FeeRule>(&entry->value) : nullptr;
    if (fee && !fee->recorded && (side == FeeSide::Both || fee->side == FeeSide::Both || fee->side == side))
      fees.push_back(*fee);
  }
  return fees;
}

Result<std::vector<FeeRule>> RuleBook::fees(const RuleSubject& subject, FeeSide side, TradingDay day) const
{
  std::vector<FeeRule> fees;
  bool known = false;
  for (const RuleKind kind : kFeeKinds) {
    const auto concerns = [&](const RuleEntry& entry) { return entry.concerns(kind, subject.board); };
    if (std::none_of(m_data->entries.begin(), m_data->entries.end(), concerns))
      continue; // this board never had such a fee
    known = true;
    ZVT_TRY(FeeRule one, fee(subject, kind, day));
    const bool free = one.rate.isZero() && one.perShare.isZero() && one.minimum.isZero();
    if (!free && (side == FeeSide::Both || one.side == FeeSide::Both || one.side == side))
      fees.push_back(std::move(one));
  }
  if (!known)
    return unknown(RuleKind::Commission, subject.board, day);
  return fees;
}

}
