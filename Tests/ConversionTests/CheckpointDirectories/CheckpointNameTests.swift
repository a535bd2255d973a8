import Testing

@testable import Recast

@Suite struct CheckpointNameTests {
  @Test(
    arguments: [
      ("CKP-3_100", "CKP-#_#.x", 3, 100), ("a-b_1-12_7", "a-b_1-#_#.x", 12, 7),
      ("epoch=3-step=400", "epoch=#-step=#.x", 3, 400),
      ("checkpoint_1000", "checkpoint_#.x", nil, 1000),
      ("model-0010", "model-#.x", nil, 10), ("net_epoch_5", "net_epoch_#.x", 5, nil),
      ("ckpt.epoch12.iter34", "ckpt.epoch#.iter#.x", 12, 34),
      ("CKP-1_2_breakpoint", "CKP-#_#_breakpoint.x", 1, 2),
      ("resnet50", nil, nil, nil), ("vgg_16", nil, nil, nil), ("best", nil, nil, nil),
      ("yolov5-6", nil, nil, nil), ("", nil, nil, nil), ("model-latest", nil, nil, nil),
    ] as [(String, String?, Int?, Int?)])
  func `a name tells its place`(stem: String, series: String?, epoch: Int?, step: Int?) {
    let name = CheckpointName(stem + ".x", suffix: ".x")
    #expect(name.series == series)
    #expect(name.epoch == epoch)
    #expect(name.step == step)
  }

  @Test func `a metric in a name is read, with its sign and fraction`() {
    let name = CheckpointName("m-epoch=02-val_loss=0.32.ckpt", suffix: ".ckpt")
    #expect(name.metric == CheckpointMetric("val_loss", 0.32))
    #expect(name.series == "m-epoch=#-val_loss=#.ckpt")
    #expect(name.epoch == 2)
    let negative = CheckpointName("m-step=1-reward=-1.5.ckpt", suffix: ".ckpt")
    #expect(negative.metric == CheckpointMetric("reward", -1.5))
    let small = CheckpointName("m-step=7-loss=1.5e-05.ckpt", suffix: ".ckpt")
    #expect(small.metric == CheckpointMetric("loss", 1.5e-05))
    #expect(small.step == 7)
    #expect(small.epoch == nil)
  }

  @Test func `a time in a name is read`() {
    let name = CheckpointName("model-2018-03-08T09:34:02.951.bson", suffix: ".bson")
    #expect(name.time == .milliseconds(1_520_501_642_951))
    #expect(name.series == "model-#.bson")
    #expect(CheckpointName("model-2018-13-08T09:34:02.bson", suffix: ".bson").time == nil)
  }

  @Test func `dates are those of the calendar`() {
    let known: [(Int, String)] = [
      (0, "1970-01-01T00:00:00"), (951_782_400, "2000-02-29T00:00:00"),
      (1_709_251_199, "2024-02-29T23:59:59"), (-1, "1969-12-31T23:59:59"),
      (4_107_542_400, "2100-03-01T00:00:00"), (253_402_300_799, "9999-12-31T23:59:59"),
    ]
    for (seconds, text) in known {
      #expect(CalendarTime(sinceEpoch: .seconds(seconds)).text == text)
      #expect(CalendarTime(parsing: text)?.sinceEpoch == .seconds(seconds))
    }
  }

  @Test(arguments: [
    "", "T", "2018-03-08", "2018-03-08T09:34", "2018-3-8T9:34:02", "2018-03-08T24:00:00",
    "2018-03-08T09:34:02.", "2018-03-08T09:34:02.1234", "2018-03-08T09:34:02_x",
    "-018-03-08T09:34:02",
  ])
  func `what is no time is none`(text: String) {
    #expect(CalendarTime(parsing: text) == nil)
  }

  @Test func `the name of a metric may tell what is better`() {
    for name in ["loss", "val_loss", "trainLoss", "test error", "rmse"] {
      #expect(CheckpointMetric(name, 1).modeByName == .lowest)
    }
    for name in ["accuracy", "val_acc", "top1", "F1", "mean_iou"] {
      #expect(CheckpointMetric(name, 1).modeByName == .highest)
    }
    #expect(CheckpointMetric("learning_rate", 1).modeByName == nil)
  }
}
