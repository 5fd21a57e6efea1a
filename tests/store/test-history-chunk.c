// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: the bytes of docs/history.md, of both versions, are read as the page says and written again the same · an hour of one period is written as version 1, however it came about
// · samples keep their periods through bytes, read whole and by columns, with gaps and doubts · stretches of periods that make no sense are refused, by name (S0-34, S2-24).

#include "dw-history-checked.h"
#include "dw-history-chunk.h"
#include "dw-history-codec.h"
#include "history-kit.h"

#define HOUR 492416
#define HOUR_MS (HOUR * KIT_HOUR_MS)
#define N_ROUNDS 300
#define ROWS_MAX 200

static DwHistoryLayout *
make_layout (gint64 id, const char *text)
{
  g_autoptr (GError) error = NULL;
  DwHistoryLayout *layout = dw_history_layout_from_text (id, 7, text, &error);

  g_assert_no_error (error);
  return layout;
}

static GByteArray *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex += *hex == ' ' ? 1 : 2)
    if (*hex != ' ')
      {
        guint8 byte = (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

        g_byte_array_append (bytes, &byte, 1);
      }
  return bytes;
}

/* --- the page --- */

static const char VERSION_1[] = "44 43 01 1B 04 80 87 1E 03 02 05 02 01 88 27 02 00 04 00 01 01 01 06 05 D0 0F 90 4E 00 07 08 35 28 B3 89 00 00 01 FC 23 81 0C 49 42 99 7D "
                                "01 02 01 01 04 01 00 54 46 5C 8D 2A";

static const char VERSION_2[] = "44 43 02 22 05 80 87 1E 04 01 04 01 01 E0 D4 03 02 02 E0 D4 03 02 88 27 0C 02 00 50 00 00 02 53 43 9C C2 D4 01 07 81 5C 12 5D 00 00 01 FC 23 "
                                "81 1C 2D 52 2E 60";

static DwHistoryBlock *
read_chunk (const char *hex, gint64 layout_id, const char *columns)
{
  g_autoptr (DwHistoryLayout) layout = make_layout (layout_id, columns);
  g_autoptr (GByteArray) bytes = from_hex (hex);
  g_autoptr (GError) error = NULL;
  DwHistoryBlock *block = dw_history_chunk_decode (bytes->data, bytes->len, layout, &error);

  g_assert_no_error (error);
  return block;
}

/* And it is written the same. */
static DwHistoryBlock *
read_page (const char *hex, gint64 layout_id, const char *columns)
{
  g_autoptr (GByteArray) bytes = from_hex (hex), again = NULL;
  DwHistoryBlock *block = read_chunk (hex, layout_id, columns);

  again = dw_history_chunk_encode (block, HOUR);
  g_assert_cmpmem (again->data, again->len, bytes->data, bytes->len);
  return block;
}

static void
test_version_1 (void)
{
  g_autoptr (DwHistoryBlock) block = read_page (VERSION_1, 4, "voltage_a:1:5000;residual_current:0:5000");

  g_assert_cmpuint (block->n_rows, ==, 3);
  for (guint row = 0; row < 3; row++)
    {
      g_assert_cmpint (block->times_ms[row], ==, HOUR_MS + 1000 + row * 5000);
      g_assert_cmpint (dw_history_block_numbers (block, 0)[row], ==, ((const int[]){ 2301, 2303, 2302 })[row]);
      g_assert_cmpint (dw_history_block_get_period (block, 0, row), ==, 5000);
    }
  g_assert_null (block->periods_ms);
  g_assert_cmpint (block->first_weights_ms[0], ==, 5000);
  g_assert_cmpint (block->first_weights_ms[1], ==, 0);
}

static void
test_version_2 (void)
{
  g_autoptr (DwHistoryBlock) block = read_page (VERSION_2, 5, "voltage_a:1:60000");
  g_auto (DwHistoryRun) run = { 0 };

  g_assert_cmpuint (block->n_rows, ==, 4);
  dw_history_run_take (&run, block, 0);
  for (guint row = 0; row < 4; row++)
    {
      g_assert_cmpint (block->times_ms[row], ==, HOUR_MS + ((const int[]){ 0, 60000, 65000, 80000 })[row]);
      g_assert_cmpint (dw_history_block_get_period (block, 0, row), ==, row < 2 ? 60000 : 5000);
      /* The last one comes 15 s after the one before: two of its own periods. */
      g_assert_cmpint (dw_history_run_weight_ms (&run, row), ==, ((const int[]){ 60000, 60000, 5000, 10000 })[row]);
    }
}

/* --- through bytes --- */

static const int PERIODS_MS[] = { 5000, 60000, 1000, 0, 900000 };

static DwQuality
pick_quality (void)
{
  static const DwQuality others[] = { DW_QUALITY_NONE, DW_QUALITY_NONE, DW_QUALITY_OLD, DW_QUALITY_SENSOR_FAULT };

  return g_test_rand_int_range (0, 5) > 0 ? DW_QUALITY_GOOD : others[g_test_rand_int_range (0, G_N_ELEMENTS (others))];
}

static void
fill_row (DwHistoryBlock *block, guint row, guint n_periods)
{
  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      guint8 quality = (guint8)pick_quality ();

      dw_history_block_qualities (block, column)[row] = quality;
      dw_history_block_numbers (block, column)[row] = dw_history_quality_has_number (quality) ? g_test_rand_int_range (-5000, 5000) : 0;
      block->periods_ms[(gsize)column * block->capacity + row] = PERIODS_MS[(row / 7 + (column == 2)) % n_periods];
    }
}

static DwHistoryBlock *
make_block (DwHistoryLayout *layout, guint n_periods)
{
  guint n_rows = (guint)g_test_rand_int_range (1, ROWS_MAX);
  DwHistoryBlock *block = dw_history_block_new (layout, n_rows);

  block->periods_ms = g_new0 (int, block->n_cells);
  for (guint row = 0; row < n_rows; row++)
    fill_row (block, dw_history_block_add_row (block, HOUR_MS + row * 5000 + g_test_rand_int_range (0, 1000)), n_periods);
  return block;
}

static void
assert_column (const GByteArray *bytes, const DwHistoryBlock *block, guint column)
{
  g_auto (DwHistoryRun) run = { 0 }, taken = { 0 };

  g_assert_true (dw_history_chunk_decode_column (bytes->data, bytes->len, block->layout, column, &run, NULL));
  dw_history_run_take (&taken, block, column);
  g_assert_cmpuint (run.n, ==, taken.n);
  g_assert_true ((run.periods_ms == NULL) == (taken.periods_ms == NULL));
  g_assert_cmpint (run.period_ms, ==, taken.period_ms);
  for (guint i = 0; i < run.n; i++)
    {
      g_assert_cmpint (run.numbers[i], ==, taken.numbers[i]);
      g_assert_cmpint (dw_history_run_weight_ms (&run, i), ==, dw_history_run_weight_ms (&taken, i));
    }
}

static void
assert_same (const DwHistoryBlock *block, const GByteArray *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwHistoryBlock) again = dw_history_chunk_decode (bytes->data, bytes->len, block->layout, &error);

  g_assert_no_error (error);
  for (guint column = 0; column < block->layout->n_columns; column++)
    {
      for (guint row = 0; row < block->n_rows; row++)
        {
          g_assert_cmpuint (dw_history_block_qualities (again, column)[row], ==, dw_history_block_qualities (block, column)[row]);
          if (dw_history_block_qualities (block, column)[row] != DW_QUALITY_NONE)
            g_assert_cmpint (dw_history_block_get_period (again, column, row), ==, dw_history_block_get_period (block, column, row));
        }
      assert_column (bytes, block, column);
    }
}

static void
test_through_bytes (void)
{
  g_autoptr (DwHistoryLayout) layout = make_layout (1, "a:1:5000;b:0:5000;c:0:5000");

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint n_periods = 1 + round % G_N_ELEMENTS (PERIODS_MS);
      g_autoptr (DwHistoryBlock) block = make_block (layout, n_periods);
      g_autoptr (GByteArray) bytes = dw_history_chunk_encode (block, HOUR);
      gboolean differ = FALSE;

      for (guint column = 0; column < 3; column++)
        differ |= dw_history_block_has_periods (block, column);
      g_assert_cmpuint (bytes->data[2], ==, differ ? 2 : 1);
      g_assert_true (!differ || n_periods > 1);
      assert_same (block, bytes);
    }
}

/* The same samples once more, from a source of another period: not one of them stays, and the bytes are what they were. */
static void
test_nothing_stays (void)
{
  g_autoptr (DwHistoryBlock) block = read_page (VERSION_1, 4, "voltage_a:1:5000;residual_current:0:5000");
  g_autoptr (DwHistoryBlock) other = read_chunk (VERSION_1, 4, "voltage_a:1:60000;residual_current:0:60000"), both = dw_history_block_join (block, other);
  g_autoptr (GByteArray) expected = from_hex (VERSION_1), bytes = NULL;

  g_assert_null (both->periods_ms);
  g_assert_true (dw_history_layout_equals (both->layout, block->layout->columns, 2));
  memcpy (both->first_weights_ms, block->first_weights_ms, 2 * sizeof *both->first_weights_ms);
  both->layout->id = 4;
  bytes = dw_history_chunk_encode (both, HOUR);
  g_assert_cmpmem (bytes->data, bytes->len, expected->data, expected->len);
}

/* --- what makes no sense --- */

typedef struct
{
  const char *sentence;
  guint8 version;
  const char *periods; /* of the class: three samples */
  const char *problem; /* NULL = read */
  int periods_ms[3];
} Row;

#define NO_SENSE "the periods of column “a” make no sense"
#define BAD_HEAD "its head makes no sense"

static const Row ROWS[] = {
  { "version 1 has no stretches", 1, "", NULL, { 7000, 7000, 7000 } },
  { "none is the period of the layout", 2, "00", NULL, { 7000, 7000, 7000 } },
  { "one stretch of another period", 2, "01 03 88 27", NULL, { 5000, 5000, 5000 } },
  { "two stretches", 2, "02 01 E0 D4 03 02 88 27", NULL, { 60000, 5000, 5000 } },
  { "a period that is unknown", 2, "02 02 00 01 88 27", NULL, { 0, 0, 5000 } },
  { "the longest period", 2, "02 02 FF FF FF FF 07 01 88 27", NULL, { G_MAXINT, G_MAXINT, 5000 } },
  { "one sample too many", 2, "01 04 88 27", NO_SENSE },
  { "one sample too few", 2, "01 02 88 27", NO_SENSE },
  { "one too many in the second", 2, "02 01 88 27 03 E0 D4 03", NO_SENSE },
  { "an empty stretch", 2, "02 00 88 27 03 88 27", NO_SENSE },
  { "an empty stretch at the end", 2, "02 03 88 27 00 E0 D4 03", NO_SENSE },
  { "lengths that are 3 only without their carry", 2, "02 FF FF FF FF FF FF FF FF FF 01 88 27 04 88 27", NO_SENSE },
  { "lengths that are 3 only in 32 bits", 2, "02 FF FF FF FF 0F 88 27 04 88 27", NO_SENSE },
  { "a period below zero", 2, "01 03 FF FF FF FF FF FF FF FF FF 01", NO_SENSE },
  { "a period beyond the longest", 2, "01 03 80 80 80 80 08", NO_SENSE },
  { "more stretches than bytes", 2, "FF FF FF FF FF FF FF FF FF 01 03 88 27", BAD_HEAD },
  { "a length without end", 2, "01 FF FF FF FF FF FF FF FF FF FF FF", BAD_HEAD },
  { "no number of stretches", 2, "", BAD_HEAD },
  { "a version that is not known", 3, "00", "its version is unknown" },
};

static void
put_hex (GByteArray *out, const char *hex)
{
  g_autoptr (GByteArray) bytes = from_hex (hex);

  g_byte_array_append (out, bytes->data, bytes->len);
}

/* Three rows, one column, all good. */
static GByteArray *
make_chunk (const Row *row)
{
  const gint64 times_ms[] = { 1000, 6000, 11000 }, numbers[] = { 5, 5, 5 };
  const guint8 begin[] = { 'D', 'C', row->version };
  g_autoptr (GByteArray) head = g_byte_array_new (), part = g_byte_array_new ();
  GByteArray *chunk = g_byte_array_new ();

  put_hex (head, "01 80 87 1E 03 01 03 01 01 00");
  put_hex (head, row->periods);
  dw_history_put_run (head, times_ms, 3, 5000);
  put_hex (part, "00 00");
  dw_history_codec_encode (part, numbers, 3, 0);
  dw_varint_put (head, part->len);
  g_byte_array_append (chunk, begin, sizeof begin);
  dw_varint_put (chunk, head->len);
  dw_history_put_checked (chunk, head);
  dw_history_put_checked (chunk, part);
  return chunk;
}

static void
assert_refused (const GError *error, const char *problem)
{
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, problem));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DwHistoryLayout) layout = make_layout (1, "a:0:7000");
  g_autoptr (GByteArray) chunk = make_chunk (row);
  g_autoptr (GError) error = NULL, column_error = NULL;
  g_autoptr (DwHistoryBlock) block = dw_history_chunk_decode (chunk->data, chunk->len, layout, &error);
  g_auto (DwHistoryRun) run = { 0 };
  gboolean ok = dw_history_chunk_decode_column (chunk->data, chunk->len, layout, 0, &run, &column_error);

  g_assert_true (ok == (row->problem == NULL));
  g_assert_true ((block != NULL) == ok);
  if (!ok)
    {
      assert_refused (error, row->problem);
      assert_refused (column_error, row->problem);
      return;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (dw_history_block_get_period (block, 0, i), ==, row->periods_ms[i]);
      g_assert_cmpint (run.periods_ms != NULL ? run.periods_ms[i] : run.period_ms, ==, row->periods_ms[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-chunk/version-1-of-the-page", test_version_1);
  g_test_add_func ("/history-chunk/version-2-of-the-page", test_version_2);
  g_test_add_func ("/history-chunk/periods-go-through-bytes", test_through_bytes);
  g_test_add_func ("/history-chunk/what-does-not-stay-leaves-no-trace", test_nothing_stays);
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      g_autofree char *path = g_strconcat ("/history-chunk/stretches/", ROWS[i].sentence, NULL);

      g_test_add_data_func (path, &ROWS[i], test_row);
    }
  return g_test_run ();
}
