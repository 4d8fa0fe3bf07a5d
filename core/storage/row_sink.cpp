// SPDX-License-Identifier: Apache-2.0
#include "core/storage/row_sink.h"

#include <algorithm>

namespace zvt::storage {

namespace {

template <typename T> void keepRows(AlignedBuffer<T>* column, std::size_t start, std::size_t begin, std::size_t count)
{
  if (column && begin > start)
    std::memmove(column->data() + start, column->data() + begin, count * sizeof(T));
}

}

BarColumnsTarget RowSink::next(std::size_t more)
{
  BarColumnsTarget target;
  if (keys) {
    keys->reserve(size + more, size);
    target.key = keys->data() + size;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i])
      continue;
    values[i]->reserve(size + more, size);
    target.values[i] = values[i]->data() + size;
  }
  return target;
}

void RowSink::keepRange(std::size_t start, std::int64_t from, std::int64_t to)
{
  const std::int64_t* all = keys->data();
  const auto begin = static_cast<std::size_t>(std::lower_bound(all + start, all + size, from) - all);
  const auto end = static_cast<std::size_t>(std::upper_bound(all + begin, all + size, to) - all);
  keepRows(keys, start, begin, end - begin);
  for (AlignedBuffer<double>* column : values)
    keepRows(column, start, begin, end - begin);
  size = start + (end - begin);
}

RowSink BarAssembly::sinkOf(BarArena& arena, market::BarColumnSet columns)
{
  RowSink sink;
  sink.keys = &arena.m_keys;
  for (std::size_t i = 0; i < market::kBarColumnCount; ++i)
    sink.values[i] = columns.has(static_cast<market::BarColumn>(i)) ? &arena.m_columns[i] : nullptr;
  arena.m_set = columns;
  arena.m_size = 0;
  return sink;
}

void BarAssembly::finish(
    BarArena& arena, const RowSink& sink, std::string_view entityId, market::BarLevel level, std::string_view provider)
{
  arena.m_size = sink.size;
  arena.m_hasKeys = sink.keys != nullptr;
  arena.m_entityId = entityId;
  arena.m_level = level;
  arena.m_provider = provider;
}

}
