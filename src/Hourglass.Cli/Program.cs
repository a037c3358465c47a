Console.WriteLine("Hourglass");
