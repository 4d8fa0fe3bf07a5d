// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/alternative/lexicon.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// A word that counted, and how much after negations and degrees.
struct WordMood {
  std::string word;
  double weight = 0;
};

/// The mood of a text.
struct TextMood {
  double score = 0; ///< −1 … 1; 0 where no word of the lexicon counts
  std::vector<WordMood> words;
};

/// s / √(s² + 15): a sum of weights between −1 and 1. Source: VADER (Hutto and Gilbert, 2014).
[[nodiscard]] double normalisedMood(double sum);

/// English by VADER's rules (2014; version 3.3): degree words up to three words ahead, negation by −0.74, capitals,
/// "but", idioms, exclamation and question marks. Differs in two things: the halves around "but" go by place, where
/// VADER takes equal weights for the same word; and emoji, which VADER 3.3 replaces by their descriptions, say nothing.
[[nodiscard]] TextMood englishMood(std::string_view text, const Lexicon& lexicon);

/// Chinese: the longest word at each place; within a clause, a word counts weight · (1 + degrees ahead of it) · −0.74
/// for each negation ahead of it, as far as kChineseReach other characters.
[[nodiscard]] TextMood chineseMood(std::string_view text, const Lexicon& lexicon);
inline constexpr int kChineseReach = 8;

/// Chinese where the text has Chinese characters, else English.
[[nodiscard]] Language languageOf(std::string_view text);
[[nodiscard]] TextMood moodOf(std::string_view text, const Lexicons& lexicons);

/// Of news: the mood of its title, and where no word of that counts the mean of its text's sentences that have one.
[[nodiscard]] double newsMood(std::string_view title, std::string_view text, const Lexicons& lexicons);

}
