// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_usage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <functional>

namespace zvt::ui {

namespace {

constexpr double kHalfLife = 7.0 * 24 * 3600 * 1e6;
constexpr std::size_t kKept = 300;

}

double SymbolUsage::weightAt(const Use& use, std::int64_t at)
{
  return use.weight * std::exp2(-static_cast<double>(std::max<std::int64_t>(0, at - use.at)) / kHalfLife);
}

void SymbolUsage::note(std::string_view id, Timestamp now)
{
  const std::int64_t at = now.micros;
  auto found = std::find_if(m_uses.begin(), m_uses.end(), [&](const Use& use) { return use.id == id; });
  if (found == m_uses.end())
    found = m_uses.insert(m_uses.end(), {std::string(id), at, 0});
  found->weight = weightAt(*found, at) + 1;
  found->at = std::max(found->at, at);
  std::rotate(found, found + 1, m_uses.end()); // the latest last, also where the clock stands still
  if (m_uses.size() <= kKept)
    return;
  m_uses.erase(std::min_element(
      m_uses.begin(), m_uses.end(), [at](const Use& a, const Use& b) { return weightAt(a, at) < weightAt(b, at); }));
}

std::vector<std::string> SymbolUsage::best() const
{
  std::int64_t at = 0;
  for (const Use& use : m_uses)
    at = std::max(at, use.at);
  std::vector<std::pair<double, std::size_t>> order; // the latest are the last of m_uses
  for (std::size_t i = 0; i < m_uses.size(); ++i)
    order.emplace_back(weightAt(m_uses[i], at), i);
  std::sort(order.begin(), order.end(), std::greater<>());
  std::vector<std::string> ids;
  for (const auto& [weight, index] : order)
    ids.push_back(m_uses[index].id);
  return ids;
}

std::string SymbolUsage::toJson() const
{
  QJsonArray uses;
  for (const Use& use : m_uses)
    uses.append(QJsonObject{{QStringLiteral("id"), QString::fromStdString(use.id)},
        {QStringLiteral("at"), static_cast<qint64>(use.at)}, {QStringLiteral("weight"), use.weight}});
  const QJsonObject document{{QStringLiteral("version"), 1}, {QStringLiteral("uses"), uses}};
  return QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString();
}

SymbolUsage SymbolUsage::fromJson(std::string_view json)
{
  SymbolUsage usage;
  const auto bytes = QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size()));
  const QJsonArray uses = QJsonDocument::fromJson(bytes).object().value(u"uses").toArray();
  for (const QJsonValue& one : uses) {
    const std::string id = one[u"id"].toString().toStdString();
    const double weight = one[u"weight"].toDouble();
    if (!id.empty() && weight > 0 && std::isfinite(weight) && usage.m_uses.size() < kKept)
      usage.m_uses.push_back({id, one[u"at"].toInteger(), weight});
  }
  return usage;
}

}
