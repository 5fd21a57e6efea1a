// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>

#include <gio/gio.h>

/* dianweictl decode as a program: arguments in, one JSON line a frame and an exit code out. The lines are compared letter by letter:
 * scripts read them. */

#define RTU "modbus-rtu"
#define TCP "modbus-tcp"

#define ARCM_A                                                                                                                                   \
  "01 03 54 00 1E 00 10 00 00 00 01 00 00 02 82 01 81 01 9C FF C9 F8 30 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 77" \
  " 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 02 94 35"
#define ARCM_B                                                                                                                                   \
  "01 03 34 09 0A 08 F1 08 FD 0F A8 0F 96 0F 8A 00 00 00 00 00 00 01 00 09 C4 09 C4 09 C4 07 08 07 08 07 08 30 39 02 A6 00 00 00 00 00 00 00 00" \
  " 00 01 75 30 75 30 75 30 F1 18"
#define GOOD "\"quality\":\"good\""

typedef struct
{
  const char *sentence;
  const char *arguments[10];
  const char *input; /* stdin, NULL = none */
  int exit_code;
  const char *lines; /* NULL: nothing on stdout, something on stderr */
} Row;

static const Row rows[] = {
  /* requests */
  { "a read request", { RTU, "01 03 10 00 00 2A C0 D5" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":3,\"address\":4096,\"count\":42,\"raw\":\"01 03 10 00 00 2A C0 D5\"}\n" },
  { "a read request over TCP", { TCP, "0007 0000 0006 11 04 0000 0028" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"transaction\":7,\"unit\":17,\"function\":4,\"address\":0,\"count\":40,\"raw\":\"00 07 00 00 00 06 11 04 00 00 00 28\"}\n" },
  { "thresholds being written", { RTU, "01 10 10 33 00 05 0A 02 58 00 50 00 5A 00 64 00 78 51 3B" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":16,\"address\":4147,\"count\":5,\"registers\":[600,80,90,100,120],\"raw\":\"01 10 10 33 00 05 0A 02 58 00 50 00 5A 00 64 00 78 51 3B\"}\n" },
  { "the close command of a breaker", { RTU, "01 06 00 0D FF 00 59 F9" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":6,\"address\":13,\"count\":1,\"registers\":[65280],\"raw\":\"01 06 00 0D FF 00 59 F9\"}\n" },
  { "a coil being written", { RTU, "01 05 00 00 00 00 CD CA" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":5,\"address\":0,\"count\":1,\"registers\":[0],\"raw\":\"01 05 00 00 00 00 CD CA\"}\n" },
  /* replies without a profile */
  { "the acknowledgement of a write", { RTU, "01 10 10 33 00 05 F4 C5" }, NULL, 0, "{\"ok\":true,\"kind\":\"reply\",\"unit\":1,\"function\":16,\"address\":4147,\"count\":5,\"raw\":\"01 10 10 33 00 05 F4 C5\"}\n" },
  { "registers as they are", { RTU, "01 03 02 03 B2 38 C1" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "registers with nothing between the bytes", { RTU, "0103020 3B238C1" }, NULL, 2, NULL },
  { "registers written with 0x and small letters", { RTU, "0x01 0x03 0x02 0x03 0xb2 0x38 0xc1" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "bytes as separate arguments", { RTU, "01", "03", "02", "03", "B2", "38", "C1" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "bytes from standard input", { RTU, "-" }, "01 03 02\n03 B2 38 C1\n", 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "bits", { TCP, "0001 0000 0004 01 02 01 05" }, NULL, 0, "{\"ok\":true,\"transaction\":1,\"unit\":1,\"function\":2,\"bits\":[1,0,1,0,0,0,0,0],\"raw\":\"00 01 00 00 00 04 01 02 01 05\"}\n" },
  /* replies with a profile */
  { "block A of the detector", { RTU, ARCM_A, "--profile", "acrel-arcm300t" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":4096,\"values\":[{\"name\":\"residual_current\",\"value\":642,\"unit\":\"mA\"," GOOD ",\"flags\":[\"alarm\"]},{\"name\":\"temperature_1\",\"value\":38.5,\"unit\":\"°C\"," GOOD "},{\"name\":\"temperature_2\",\"value\":41.2,\"unit\":\"°C\"," GOOD "},{\"name\":\"temperature_3\",\"value\":-5.5,\"unit\":\"°C\"," GOOD "},{\"name\":\"temperature_4\",\"value\":null,\"unit\":\"°C\",\"quality\":\"sensor fault\"},{\"name\":\"di_1\",\"value\":1,\"unit\":\"\"," GOOD "},{\"name\":\"di_2\",\"value\":0,\"unit\":\"\"," GOOD "},{\"name\":\"di_3\",\"value\":0,\"unit\":\"\"," GOOD "},{\"name\":\"di_4\",\"value\":0,\"unit\":\"\"," GOOD "},{\"name\":\"do_1\",\"value\":0,\"unit\":\"\"," GOOD "},{\"name\":\"do_2\",\"value\":1,\"unit\":\"\"," GOOD "}],\"raw\":\"" ARCM_A "\"}\n" },
  { "block B of the detector", { RTU, ARCM_B, "-p", "arcm300t" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":4612,\"values\":[{\"name\":\"voltage_a\",\"value\":231.4,\"unit\":\"V\"," GOOD ",\"flags\":[\"under\"]},{\"name\":\"voltage_b\",\"value\":228.9,\"unit\":\"V\"," GOOD ",\"flags\":[\"under\"]},{\"name\":\"voltage_c\",\"value\":230.1,\"unit\":\"V\"," GOOD ",\"flags\":[\"under\"]},{\"name\":\"voltage_ab\",\"value\":400.8,\"unit\":\"V\"," GOOD "},{\"name\":\"voltage_bc\",\"value\":399.0,\"unit\":\"V\"," GOOD "},{\"name\":\"voltage_ca\",\"value\":397.8,\"unit\":\"V\"," GOOD "},{\"name\":\"current_a\",\"value\":12.345,\"unit\":\"A\"," GOOD ",\"flags\":[\"over\"]},{\"name\":\"current_b\",\"value\":0.678,\"unit\":\"A\"," GOOD ",\"flags\":[\"over\"]},{\"name\":\"current_c\",\"value\":0.000,\"unit\":\"A\"," GOOD ",\"flags\":[\"over\"]}],\"raw\":\"" ARCM_B "\"}\n" },
  { "thresholds by their length", { RTU, "01 03 0A 02 58 00 50 00 5A 00 64 00 78 57 4A", "--profile", "arcm300t" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":4147,\"thresholds\":{\"residual_current\":600,\"temperature_1\":80,\"temperature_2\":90,\"temperature_3\":100,\"temperature_4\":120},\"raw\":\"01 03 0A 02 58 00 50 00 5A 00 64 00 78 57 4A\"}\n" },
  { "a piece of a block by its address", { RTU, "01 03 02 03 B2 38 C1", "--profile", "adl400-secondary", "--block", "64H" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":100,\"values\":[{\"name\":\"current_a\",\"value\":9.46,\"unit\":\"A\"," GOOD "}],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "a float by the number of its block", { RTU, "01 04 04 43 66 33 33 5A FA", "--profile", "sdm630", "--block", "0" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":4,\"address\":0,\"values\":[{\"name\":\"voltage_a\",\"value\":230.20,\"unit\":\"V\"," GOOD "}],\"raw\":\"01 04 04 43 66 33 33 5A FA\"}\n" },
  { "an energy by the name of its block", { RTU, "01 03 04 00 0C 0D 40 3F 50", "--profile", "ddsy1352", "--block", "energy" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":0,\"values\":[{\"name\":\"energy_active_import\",\"value\":7898.24,\"unit\":\"kWh\"," GOOD "}],\"raw\":\"01 03 04 00 0C 0D 40 3F 50\"}\n" },
  { "an energy with another scale", { RTU, "01 03 04 00 0C 0D 40 3F 50", "--profile", "arcm300t", "--settings", "{\"settings\":{\"energy_scale\":\"0.1\"}}" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":4864,\"values\":[{\"name\":\"energy_active_import\",\"value\":78982.40,\"unit\":\"kWh\"," GOOD "}],\"raw\":\"01 03 04 00 0C 0D 40 3F 50\"}\n" },
  { "an energy with a finer scale keeps its last digit", { RTU, "01 03 04 00 0C 0D 40 3F 50", "--profile", "arcm300t", "--settings", "{\"settings\":{\"energy_scale\":\"0.001\"}}" }, NULL, 0, "{\"ok\":true,\"unit\":1,\"function\":3,\"address\":4864,\"values\":[{\"name\":\"energy_active_import\",\"value\":789.824,\"unit\":\"kWh\"," GOOD "}],\"raw\":\"01 03 04 00 0C 0D 40 3F 50\"}\n" },
  { "a reply behind its request needs no block", { RTU, "01 04 00 00 00 02 71 CB 01 04 04 43 66 33 33 5A FA", "--profile", "sdm630" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":4,\"address\":0,\"count\":2,\"raw\":\"01 04 00 00 00 02 71 CB\"}\n{\"ok\":true,\"unit\":1,\"function\":4,\"address\":0,\"values\":[{\"name\":\"voltage_a\",\"value\":230.20,\"unit\":\"V\"," GOOD "}],\"raw\":\"01 04 04 43 66 33 33 5A FA\"}\n" },
  { "the same bytes twice are a write and its echo", { RTU, "01 06 00 0D 00 00 18 09 01 06 00 0D 00 00 18 09" }, NULL, 0, "{\"ok\":true,\"kind\":\"request\",\"unit\":1,\"function\":6,\"address\":13,\"count\":1,\"registers\":[0],\"raw\":\"01 06 00 0D 00 00 18 09\"}\n{\"ok\":true,\"kind\":\"reply\",\"unit\":1,\"function\":6,\"address\":13,\"count\":1,\"registers\":[0],\"raw\":\"01 06 00 0D 00 00 18 09\"}\n" },
  /* frames that are wrong */
  { "an exception", { RTU, "01 83 02 C0 F1" }, NULL, 1, "{\"ok\":false,\"reason\":\"exception\",\"exception\":2,\"text\":\"illegal address\",\"unit\":1,\"function\":3,\"raw\":\"01 83 02 C0 F1\"}\n" },
  { "an exception over TCP", { TCP, "0001 0000 0003 05 84 0B" }, NULL, 1, "{\"ok\":false,\"reason\":\"exception\",\"exception\":11,\"text\":\"device behind the gateway is silent\",\"transaction\":1,\"unit\":5,\"function\":4,\"raw\":\"00 01 00 00 00 03 05 84 0B\"}\n" },
  { "a wrong checksum of a reply", { RTU, "01 03 02 03 B2 38 C2" }, NULL, 1, "{\"ok\":false,\"reason\":\"checksum\",\"offset\":5,\"raw\":\"01 03 02 03 B2 38 C2\"}\n" },
  { "a wrong checksum of a request", { RTU, "01 03 10 00 00 2A C0 D6" }, NULL, 1, "{\"ok\":false,\"reason\":\"checksum\",\"offset\":6,\"raw\":\"01 03 10 00 00 2A C0 D6\"}\n" },
  { "a reply cut off", { RTU, "01 03 0A 02 58 00 50 00 5A 00" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":10,\"raw\":\"01 03 0A 02 58 00 50 00 5A 00\"}\n" },
  { "a write cut off", { RTU, "01 10 00 57 00 02 04 00 01 00 01" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":11,\"raw\":\"01 10 00 57 00 02 04 00 01 00 01\"}\n" },
  { "one byte", { RTU, "01" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":1,\"raw\":\"01\"}\n" },
  { "a frame of TCP cut off", { TCP, "0001 0000 0006 01 03 00 00 00" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":11,\"raw\":\"00 01 00 00 00 06 01 03 00 00 00\"}\n" },
  { "another protocol than Modbus", { TCP, "0001 0001 0005 01 03 02 03 B2" }, NULL, 1, "{\"ok\":false,\"reason\":\"value\",\"offset\":2,\"raw\":\"00 01 00 01 00 05 01 03 02 03 B2\"}\n" },
  { "an impossible length", { TCP, "0001 0000 0001 01 03" }, NULL, 1, "{\"ok\":false,\"reason\":\"length\",\"offset\":4,\"raw\":\"00 01 00 00 00 01 01 03\"}\n" },
  { "a byte count that does not fit", { TCP, "0001 0000 0005 01 03 04 03 B2" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":11,\"raw\":\"00 01 00 00 00 05 01 03 04 03 B2\"}\n" },
  { "an odd byte count", { TCP, "0001 0000 0004 01 03 01 03" }, NULL, 1, "{\"ok\":false,\"reason\":\"length\",\"offset\":8,\"raw\":\"00 01 00 00 00 04 01 03 01 03\"}\n" },
  { "too many registers asked for", { TCP, "0001 0000 0006 01 03 0000 007E" }, NULL, 1, "{\"ok\":false,\"reason\":\"value\",\"offset\":10,\"raw\":\"00 01 00 00 00 06 01 03 00 00 00 7E\"}\n" },
  { "an unknown function", { TCP, "0001 0000 0003 01 2B 0E" }, NULL, 1, "{\"ok\":false,\"reason\":\"value\",\"offset\":7,\"raw\":\"00 01 00 00 00 03 01 2B 0E\"}\n" },
  { "a wrong frame does not spoil the next", { RTU, "01 03 10 00 00 2A C0 D6 01 03 02 03 B2 38 C1" }, NULL, 1, "{\"ok\":false,\"reason\":\"checksum\",\"offset\":6,\"raw\":\"01 03 10 00 00 2A C0 D6\"}\n{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "noise on both sides of a frame", { RTU, "FF 01 03 02 03 B2 38 C1 FF" }, NULL, 1, "{\"ok\":false,\"reason\":\"truncated\",\"offset\":1,\"raw\":\"FF\"}\n{\"ok\":true,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"01 03 02 03 B2 38 C1\"}\n{\"ok\":false,\"reason\":\"truncated\",\"offset\":1,\"raw\":\"FF\"}\n" },
  { "noise that ends in a single byte", { RTU, "EF E9 93 88 1A 21 B4 BB D9 DF 92 EE 33 D1 C6 46" }, NULL, 1, "{\"ok\":false,\"reason\":\"checksum\",\"offset\":3,\"raw\":\"EF E9 93 88 1A\"}\n{\"ok\":false,\"reason\":\"checksum\",\"offset\":3,\"raw\":\"21 B4 BB D9 DF\"}\n{\"ok\":false,\"reason\":\"checksum\",\"offset\":3,\"raw\":\"92 EE 33 D1 C6\"}\n{\"ok\":false,\"reason\":\"truncated\",\"offset\":1,\"raw\":\"46\"}\n" },
  { "a good frame of TCP behind one with an exception", { TCP, "0001 0000 0003 01 83 02 0002 0000 0005 01 03 02 03 B2" }, NULL, 1, "{\"ok\":false,\"reason\":\"exception\",\"exception\":2,\"text\":\"illegal address\",\"transaction\":1,\"unit\":1,\"function\":3,\"raw\":\"00 01 00 00 00 03 01 83 02\"}\n{\"ok\":true,\"transaction\":2,\"unit\":1,\"function\":3,\"registers\":[946],\"raw\":\"00 02 00 00 00 05 01 03 02 03 B2\"}\n" },
  { "a length that no block has", { RTU, "01 03 02 03 B2 38 C1", "--profile", "arcm300t" }, NULL, 1, "{\"ok\":false,\"reason\":\"block\",\"text\":\"no block of the profile is 1 long by function 3; name one with --block\",\"unit\":1,\"function\":3,\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "a block by another function", { RTU, "01 03 02 03 B2 38 C1", "--profile", "sdm630", "--block", "measured" }, NULL, 1, "{\"ok\":false,\"reason\":\"block\",\"text\":\"the block measured is read by function 4\",\"unit\":1,\"function\":3,\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  { "a block that does not exist", { RTU, "01 03 02 03 B2 38 C1", "--profile", "sdm630", "--block", "magic" }, NULL, 1, "{\"ok\":false,\"reason\":\"block\",\"text\":\"the profile has no block “magic”\",\"unit\":1,\"function\":3,\"raw\":\"01 03 02 03 B2 38 C1\"}\n" },
  /* wrong use */
  { "no arguments", { NULL }, NULL, 2, NULL },
  { "no bytes", { RTU }, NULL, 2, NULL },
  { "an unknown protocol", { "dlt645", "01" }, NULL, 2, NULL },
  { "letters that are no hex", { RTU, "01 0G" }, NULL, 2, NULL },
  { "half a byte", { RTU, "01 0" }, NULL, 2, NULL },
  { "empty bytes", { RTU, "" }, NULL, 2, NULL },
  { "empty standard input", { RTU, "-" }, "", 2, NULL },
  { "an unknown option", { RTU, "01", "--profiles", "x" }, NULL, 2, NULL },
  { "an unknown profile", { RTU, "01", "--profile", "nothing" }, NULL, 2, NULL },
  { "a profile file that is missing", { RTU, "01", "--profile", "/nowhere/x.json" }, NULL, 2, NULL },
  { "a block without a profile", { RTU, "01", "--block", "0" }, NULL, 2, NULL },
  { "settings that are wrong", { RTU, "01", "--profile", "arcm300t", "--settings", "{\"settings\":{\"x\":\"y\"}}" }, NULL, 2, NULL },
};

static void
run_program (const char *const *arguments, const char *input, int *exit_code, char **out, char **err)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, out, err, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  *exit_code = g_subprocess_get_exit_status (process);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const char *arguments[G_N_ELEMENTS (row->arguments) + 3] = { g_getenv ("DIANWEICTL"), "decode" };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int exit_code;

  for (guint i = 0; i < G_N_ELEMENTS (row->arguments); i++)
    arguments[i + 2] = row->arguments[i];
  run_program (arguments, row->input, &exit_code, &out, &err);
  g_assert_cmpstr (out, ==, row->lines != NULL ? row->lines : "");
  g_assert_cmpint (exit_code, ==, row->exit_code);
  if (row->lines == NULL)
    g_assert_true (g_str_has_prefix (err, "dianweictl decode: "));
  else
    g_assert_cmpstr (err, ==, "");
}

static const struct
{
  const char *arguments[3];
  int exit_code;
  const char *out_part, *err_part;
} plain_rows[] = {
  { { "--help" }, 0, "decode <modbus-tcp|modbus-rtu> HEX", NULL },
  { { "--version" }, 0, "dianweictl " DW_VERSION "\n", NULL },
  { { "decode", "--help" }, 0, "--profile=P", NULL },
  { { NULL }, 2, NULL, "a verb is missing" },
  { { "explode" }, 2, NULL, "there is no verb “explode”" },
};

static void
test_plain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_rows); i++)
    {
      const char *arguments[5] = { g_getenv ("DIANWEICTL"), plain_rows[i].arguments[0], plain_rows[i].arguments[1], NULL };
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      int exit_code;

      run_program (arguments, NULL, &exit_code, &out, &err);
      g_assert_cmpint (exit_code, ==, plain_rows[i].exit_code);
      g_assert_true (plain_rows[i].out_part == NULL ? *out == '\0' : strstr (out, plain_rows[i].out_part) != NULL);
      g_assert_true (plain_rows[i].err_part == NULL ? *err == '\0' : strstr (err, plain_rows[i].err_part) != NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_assert_nonnull (g_getenv ("DIANWEICTL"));
  g_test_add_func ("/ctl/help-and-version-are-there", test_plain);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sentence = g_strdelimit (g_strdup (rows[i].sentence), " ", '-');
      g_autofree char *path = g_strdup_printf ("/ctl/decode/%s", sentence);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
