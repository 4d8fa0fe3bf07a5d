// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_filter.h"

namespace zvt::ui {

namespace {

constexpr std::size_t kCancelEvery = 4096;

QRegularExpression expressionOf(const LogFilter& filter)
{
  return QRegularExpression(filter.text, QRegularExpression::CaseInsensitiveOption);
}

}

QString LogFilter::problem() const
{
  if (!regular)
    return {};
  const QRegularExpression expression = expressionOf(*this);
  return expression.isValid() ? QString() : expression.errorString();
}

std::vector<LogLinePtr> LogFilter::apply(const std::vector<LogLinePtr>& lines, const CancelToken& cancel) const
{
  const QRegularExpression expression = regular ? expressionOf(*this) : QRegularExpression();
  std::vector<LogLinePtr> passed;
  if (!expression.isValid())
    return passed;
  const std::string wantedChannel = channel.toStdString();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i % kCancelEvery == 0 && cancel.isCancelled())
      break;
    const LogLinePtr& line = lines[i];
    if (line->level < level || (!wantedChannel.empty() && line->channel != wantedChannel))
      continue;
    if (!text.isEmpty()) {
      const QString whole = QString::fromStdString(line->channel + ' ' + line->text);
      if (regular ? !expression.match(whole).hasMatch() : !whole.contains(text, Qt::CaseInsensitive))
        continue;
    }
    passed.push_back(line);
  }
  return passed;
}

}
