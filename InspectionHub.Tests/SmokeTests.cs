namespace InspectionHub.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.Equal("Program", typeof(Program).Name);
}
